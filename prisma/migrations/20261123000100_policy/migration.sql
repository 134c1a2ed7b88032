-- CreateTable
CREATE TABLE "policy_version" (
    "version" INTEGER NOT NULL,
    "effective_on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "text" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("version")
);
ALTER TABLE policy_version ADD CONSTRAINT policy_version_kind_check CHECK (kind IN ('minor', 'significant'));

-- Everyone may read what was promised; nobody changes or removes it.
GRANT SELECT ON policy_version TO mailee_app, mailee_system;
GRANT INSERT ON policy_version TO mailee_system;

-- The database hashes what it keeps, so the hash on the page is the hash of the text that is shown.
CREATE FUNCTION hash_policy_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.hash := encode(sha256(convert_to(NEW.text::text, 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER hash BEFORE INSERT ON policy_version FOR EACH ROW EXECUTE FUNCTION hash_policy_version();

INSERT INTO policy_version (version, effective_on, kind, hash, text) VALUES (1, '2026-11-01', 'significant', '', $policy${
 "en": {
  "summary": "The first version.",
  "sections": [
   {
    "id": "who",
    "title": "Who we are",
    "body": [
     "{product} is run by {company}. This page says what we learn about you, what we do with it and what we never do. It holds for marketers who have an account, for people who receive mail sent through {product}, and for visitors of these pages.",
     "Marketers decide whom they write to and answer for it. For their contacts we act on their behalf; for their own accounts we answer ourselves."
    ]
   },
   {
    "id": "collect",
    "title": "What we collect",
    "body": [
     "We keep what we need to do the work, and know where each piece came from:"
    ],
    "list": [
     "Your address, when you write to us by email. Writing to us never puts you on a mailing list.",
     "The pages of the application that signed-in members open, as a pattern without search terms or tokens. Kept for 90 days at most. Public pages keep no such record.",
     "What you tell us of your own accord, such as answers to a survey or the registration form.",
     "To open an account: your name and your email address, with a secret that we keep only as a hash. Nothing else is asked.",
     "For a paid account: billing information, given to us directly or through a billing service such as PayPal or Stripe. A free account has none.",
     "What marketers store: their lists, contacts and campaigns, and what came of each mail (accepted, refused, opened, clicked, unsubscribed)."
    ]
   },
   {
    "id": "purposes",
    "title": "What we use it for",
    "body": [
     "Each piece of personal data serves one or more of six purposes, and no other:"
    ],
    "list": [
     "Providing the service you asked for.",
     "Billing.",
     "Identification and signing in.",
     "Improving our pages and the service.",
     "Contact with you.",
     "Research, where you chose to take part; you can withdraw your answers."
    ]
   },
   {
    "id": "sharing",
    "title": "What we share",
    "body": [
     "We do not share or sell personal data for commercial ends. There are three exceptions: a service that you asked for needs it, you gave permission, or one of the cases below applies.",
     "We may disclose what is necessary in these cases, and keep a record of each:"
    ],
    "list": [
     "to investigate, prevent or act on illegal acts;",
     "on suspicion of fraud;",
     "when the physical safety of a person is threatened;",
     "on breach of our terms of use;",
     "when the law requires it, for example by a subpoena or court order."
    ]
   },
   {
    "id": "transfer",
    "title": "If the service changes hands",
    "body": [
     "If {company} is acquired or merges with another company, we notify you before information about you moves and before it falls under another privacy policy. The notice offers you an export and the erasure of your data."
    ]
   },
   {
    "id": "cookies",
    "title": "Cookies",
    "body": [
     "A cookie is a small piece of text that a site stores in your browser and gets back with each visit. {product} needs one to know that you are signed in, so the application does not work without it.",
     "Our cookies hold session information only. None is permanent: no cookie of ours carries an end date, and all of them go when you close the browser. After a time without activity you sign in again, and after twelve hours in any case.",
     "Links in mail (confirm, unsubscribe, preferences, web version) work without any cookie. Our pages load nothing from other sites and store nothing else in your browser."
    ]
   },
   {
    "id": "storage",
    "title": "Where it is kept",
    "body": [
     "Others supply the hardware, software, storage and network that run {product}. They process data for us and have no right to use it for themselves.",
     "We own the code, the databases and the rights to the application. You keep all rights to your own data: you can take it with you in open formats, also when an account is unpaid or suspended, and have it erased."
    ]
   },
   {
    "id": "disclosure",
    "title": "Disclosure under special circumstances",
    "body": [
     "We may disclose personal data under special circumstances, for instance to comply with a subpoena, or when your actions breach the terms of use. We disclose the least that answers the demand, and tell you unless an order forbids it."
    ]
   },
   {
    "id": "changes",
    "title": "When this policy changes",
    "body": [
     "We may change this policy. Every version stays readable at its own address with its date. A significant change is announced by mail to the address of your account, or by a notice on our pages, before you next rely on it."
    ]
   },
   {
    "id": "rights",
    "title": "Your rights and questions",
    "body": [
     "You may ask what we hold about you, have it corrected, take it with you, object, and have it erased. Receivers of mail can leave any list with the link in each mail: two clicks, no sign-in, no questions asked first.",
     "Write to {support}. If you receive mail you never agreed to, tell us: such mail breaks our terms."
    ]
   }
  ]
 },
 "pt-BR": {
  "summary": "A primeira versão.",
  "sections": [
   {
    "id": "who",
    "title": "Quem somos",
    "body": [
     "O {product} é operado pela {company}. Esta página diz o que sabemos sobre você, o que fazemos com isso e o que nunca fazemos. Ela vale para quem tem conta e faz campanhas, para quem recebe mensagens enviadas pelo {product} e para quem visita estas páginas.",
     "Quem faz campanhas decide para quem escreve e responde por isso. Em relação aos contatos dessas pessoas, agimos em nome delas; em relação às contas, respondemos nós."
    ]
   },
   {
    "id": "collect",
    "title": "O que coletamos",
    "body": [
     "Guardamos o que é necessário para o trabalho e sabemos de onde veio cada dado:"
    ],
    "list": [
     "Seu endereço, quando você nos escreve por e-mail. Escrever para nós nunca coloca você em uma lista.",
     "As páginas do aplicativo abertas por quem está conectado, como um padrão sem termos de busca nem códigos. Ficam no máximo 90 dias. As páginas públicas não têm esse registro.",
     "O que você informa por vontade própria, como respostas de uma pesquisa ou o formulário de cadastro.",
     "Para abrir uma conta: seu nome e seu e-mail, com uma senha da qual guardamos só um resumo criptográfico. Nada mais é pedido.",
     "Para uma conta paga: dados de cobrança, entregues a nós ou por meio de um serviço de cobrança como PayPal ou Stripe. Uma conta gratuita não tem nenhum.",
     "O que os clientes armazenam: suas listas, contatos e campanhas, e o resultado de cada mensagem (aceita, recusada, aberta, clicada, cancelada)."
    ]
   },
   {
    "id": "purposes",
    "title": "Para que usamos",
    "body": [
     "Cada dado pessoal serve a uma ou mais de seis finalidades, e a nenhuma outra:"
    ],
    "list": [
     "Prestar o serviço que você pediu.",
     "Cobrança.",
     "Identificação e acesso.",
     "Melhoria das páginas e do serviço.",
     "Contato com você.",
     "Pesquisa, quando você escolheu participar; você pode retirar suas respostas."
    ]
   },
   {
    "id": "sharing",
    "title": "O que compartilhamos",
    "body": [
     "Não compartilhamos nem vendemos dados pessoais para fins comerciais. Há três exceções: um serviço que você pediu precisa deles, você deu permissão, ou ocorre um dos casos abaixo.",
     "Podemos divulgar o necessário nestes casos, e guardamos registro de cada um:"
    ],
    "list": [
     "para investigar, prevenir ou agir contra atos ilegais;",
     "em suspeita de fraude;",
     "quando a segurança física de alguém está ameaçada;",
     "em violação dos nossos termos de uso;",
     "quando a lei exige, por exemplo por intimação ou ordem judicial."
    ]
   },
   {
    "id": "transfer",
    "title": "Se o serviço mudar de dono",
    "body": [
     "Se a {company} for adquirida ou se unir a outra empresa, avisamos antes que informações sobre você sejam transferidas e antes que passem a valer sob outra política. O aviso oferece a exportação e a eliminação dos seus dados."
    ]
   },
   {
    "id": "cookies",
    "title": "Cookies",
    "body": [
     "Um cookie é um pequeno texto que um site guarda no seu navegador e recebe de volta a cada visita. O {product} precisa de um para saber que você está conectado; sem ele o aplicativo não funciona.",
     "Nossos cookies guardam apenas informação da sessão. Nenhum é permanente: nenhum cookie nosso tem data de validade, e todos somem quando você fecha o navegador. Depois de um tempo sem atividade você entra de novo, e depois de doze horas em qualquer caso.",
     "Os links das mensagens (confirmar, cancelar, preferências, versão na web) funcionam sem nenhum cookie. Nossas páginas não carregam nada de outros sites e não guardam mais nada no seu navegador."
    ]
   },
   {
    "id": "storage",
    "title": "Onde fica guardado",
    "body": [
     "Terceiros fornecem os equipamentos, programas, armazenamento e rede que mantêm o {product}. Eles tratam dados por nossa conta e não têm direito de usá-los para si.",
     "O código, os bancos de dados e os direitos sobre o aplicativo são nossos. Você mantém todos os direitos sobre os seus dados: pode levá-los em formatos abertos, mesmo com a conta em atraso ou suspensa, e pedir que sejam eliminados."
    ]
   },
   {
    "id": "disclosure",
    "title": "Divulgação em circunstâncias especiais",
    "body": [
     "Podemos divulgar dados pessoais em circunstâncias especiais, por exemplo para atender a uma intimação ou quando suas ações violam os termos de uso. Divulgamos o mínimo que responde ao pedido e avisamos você, salvo se uma ordem proibir."
    ]
   },
   {
    "id": "changes",
    "title": "Quando esta política muda",
    "body": [
     "Podemos mudar esta política. Cada versão continua disponível no próprio endereço, com sua data. Uma mudança importante é anunciada por e-mail para o endereço da sua conta, ou por um aviso nas nossas páginas, antes que você dependa dela."
    ]
   },
   {
    "id": "rights",
    "title": "Seus direitos e dúvidas",
    "body": [
     "Você pode perguntar o que guardamos sobre você, corrigir, levar consigo, se opor e pedir a eliminação. Quem recebe mensagens pode sair de qualquer lista pelo link de cada mensagem: dois cliques, sem entrar em conta, sem perguntas antes.",
     "Escreva para {support}. Se você recebe mensagens com as quais nunca concordou, avise: elas violam nossos termos."
    ]
   }
  ]
 }
}$policy$::jsonb);

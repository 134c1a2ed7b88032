import { fold } from "@/lib/contacts/words";
import type { FieldKind } from "@/lib/contacts/schema";

/** What a column is by its heading: the address, the name, or a field that most lists have, with its key and kind. */
export type KnownColumn = { to: "email" } | { to: "name" } | { to: "field"; key: string; kind: FieldKind };

/** The known column with this heading, in English, Portuguese or Spanish, whatever its accents, capitals and signs; or null. */
export function knownColumn(heading: string): KnownColumn | null {
  const plain = plainHeading(heading);
  for (const { names, ...column } of COLUMNS) if (names.includes(plain)) return column as KnownColumn;
  return null;
}

function plainHeading(heading: string): string {
  return fold(heading)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const text = (key: string, names: string[]) => ({ to: "field" as const, key, kind: "text" as const, names });

const COLUMNS: (KnownColumn & { names: string[] })[] = [
  {
    to: "email",
    names: [
      "email",
      "e mail",
      "emails",
      "e mails",
      "mail",
      "email address",
      "e mail address",
      "address email",
      "subscriber",
      "correio",
      "correio eletronico",
      "endereco de email",
      "endereco de e mail",
      "endereco eletronico",
      "email 1",
      "e mail 1",
      "email principal",
      "e mail principal",
      "e mail 1 value",
      "primary email",
      "contact email",
      "email do contato",
      "e mail do contato",
      "correo",
      "correo electronico",
    ],
  },
  {
    to: "name",
    names: ["name", "full name", "fullname", "contact name", "nome", "nome completo", "contato", "nombre completo"],
  },
  text("first_name", ["first name", "firstname", "given name", "fname", "primeiro nome", "prenome", "nombre"]),
  text("last_name", [
    "last name",
    "lastname",
    "surname",
    "family name",
    "lname",
    "sobrenome",
    "ultimo nome",
    "apelido",
    "apellido",
    "apellidos",
  ]),
  text("city", ["city", "town", "cidade", "municipio", "ciudad"]),
  text("state", ["state", "province", "region", "estado", "uf", "provincia"]),
  text("country", ["country", "pais"]),
  text("postal_code", ["zip", "zip code", "zipcode", "postal code", "postcode", "cep", "codigo postal"]),
  text("phone", [
    "phone",
    "phone number",
    "telephone",
    "mobile",
    "mobile phone",
    "cell phone",
    "whatsapp",
    "telefone",
    "celular",
    "fone",
    "tel",
    "telefono",
  ]),
  text("company", ["company", "company name", "organization", "organisation", "empresa", "companhia", "organizacao"]),
  text("job_title", ["job title", "title", "position", "role", "cargo", "funcao"]),
  text("gender", ["gender", "sex", "sexo", "genero"]),
  {
    to: "field",
    key: "birthday",
    kind: "date",
    names: [
      "birthday",
      "birth date",
      "birthdate",
      "date of birth",
      "dob",
      "aniversario",
      "nascimento",
      "data de nascimento",
      "data nascimento",
      "dt nascimento",
      "fecha de nacimiento",
    ],
  },
];

import { Trash2 } from "lucide-react";
import { NextIntlClientProvider } from "next-intl";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { Card, CardRow } from "@/components/ui/card";
import { Checkbox, CheckboxBox } from "@/components/ui/checkbox";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Bar, Progress } from "@/components/ui/progress";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { Stat, Stats } from "@/components/ui/stat";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { TabLinks } from "@/components/ui/tab-links";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/web/action-state";
import ui from "@/messages/en/ui.json";

const { errors, ...words } = ui;
const messages = { ui: words, errors: { ...errors, name_required: "Write a name.", zone_unknown: "Choose a zone." } };
const tones = ["sent", "opened", "clicked", "bounced", "complained", "unsubscribed", "paused", "live", "plain", "next"];

function App() {
  return (
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <main className="mx-auto grid max-w-page gap-4 p-4">
        <Breadcrumb places={[{ label: "Campaigns", href: "#" }, { label: "Sample" }]} />
        <PageHeader
          title="Sample"
          lead="Two of three."
          badge={<Badge tone="live">Sending</Badge>}
          actions={<Buttons />}
        />
        <SampleForm />
        <Overlays />
        <Panels />
        <Rows />
        <Words />
      </main>
    </NextIntlClientProvider>
  );
}

function Buttons() {
  const [presses, setPresses] = useState(0);
  return (
    <>
      <Button look="primary">Primary</Button>
      <Button busy onClick={() => setPresses(presses + 1)}>
        Busy, pressed {presses}
      </Button>
      <Button disabled>Disabled</Button>
      <LinkButton href="#" look="quiet" size="small">
        Quiet link
      </LinkButton>
      <IconButton label="Delete" icon={<Trash2 aria-hidden />} />
    </>
  );
}

async function save(_previous: ActionState, form: FormData): Promise<ActionState> {
  // A test that looks at the time between press and answer decides itself when that time is over.
  if (form.get("about") === "wait") await new Promise((over) => addEventListener("answer", over, { once: true }));
  if (form.get("name")) return { status: "done", result: form.get("press") };
  const fields = { name: "name_required", zone: "zone_unknown" };
  return { status: "refused", reason: "invalid_form", fields };
}

function SampleForm() {
  return (
    <Card title="Form" padded>
      <ActionForm action={save} aria-label="Sample form">
        <Field name="name" label="Name" hint="As it is written.">
          <Input />
        </Field>
        <Field name="about" label="About" optional>
          <Textarea />
        </Field>
        <Field name="zone" label="Zone">
          <Select
            options={[
              { value: "a", label: "Here" },
              { value: "b", label: "There" },
            ]}
          />
        </Field>
        <Checkbox name="consent" label="They agreed" hint="Never ticked in advance." />
        <RadioGroup
          name="when"
          label="When"
          defaultValue="now"
          options={[
            { value: "now", label: "Now", hint: "Held for a minute." },
            { value: "later", label: "Later" },
          ]}
        />
        <Switch name="tracking" label="Count clicks" hint="For this list." />
        <div className="flex gap-2">
          <SubmitButton>Save</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

const refuse = async (): Promise<ActionState> => ({ status: "refused", reason: "no_such_reason" });
const agree = async (_previous: ActionState, form: FormData): Promise<ActionState> => {
  const id = form.get("id");
  document.title = typeof id === "string" ? `deleted ${id}` : "no id";
  return { status: "done" };
};

function Overlays() {
  const [chosen, setChosen] = useState("nothing");
  return (
    <Card title="Overlays" padded className="flex flex-wrap gap-2">
      <Confirm trigger="Delete list" title="Delete it?" confirm="Delete" danger action={agree} values={{ id: "7" }} />
      <Confirm trigger="Try in vain" title="Try?" confirm="Try" action={refuse} />
      <Menu label="More">
        <MenuItem onSelect={() => setChosen("copy")}>Copy</MenuItem>
        <MenuItem disabled>Never</MenuItem>
        <MenuSeparator />
        <MenuLink href="#archive">Archive</MenuLink>
      </Menu>
      <p>Chosen: {chosen}</p>
    </Card>
  );
}

function Panels() {
  return (
    <Card padded>
      <TabLinks
        label="Views"
        links={[
          { href: "#all", label: "All", count: "1,204", current: true },
          { href: "#left", label: "Left" },
        ]}
      />
      <div className="h-4" />
      <Tabs
        label="Parts"
        panels={[
          { value: "html", label: "HTML", content: <p>Marked text</p> },
          { value: "text", label: "Text", content: <p>Plain text</p> },
        ]}
      />
    </Card>
  );
}

function Rows() {
  return (
    <Card title="Rows" note="two of two">
      <Table label="Sample rows">
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell numeric>Delivered</HeadCell>
        </TableHead>
        <TableBody>
          {["First", "Second"].map((name) => (
            <Row key={name} picked={name === "Second"}>
              <RowName second="Monthly">{name}</RowName>
              <Cell label="State">
                <Badge tone="sent">Sent</Badge>
              </Cell>
              <Cell label="Delivered" numeric>
                1,234
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <Pager older="#older">1 to 2</Pager>
    </Card>
  );
}

function Words() {
  return (
    <>
      <Stats>
        <Stat label="Delivered" value="1,234" note="99.1 %" mark="text-sent" />
        <Stat label="Opened" value="612" />
      </Stats>
      <Progress label="Sent" value={612} max={1234} text="612 of 1,234" />
      <CardRow icon={<Bar share={0.5} ink="opened" />} value={<Kbd>N</Kbd>}>
        Row
      </CardRow>
      <div className="flex flex-wrap gap-2">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone as "sent"}>
            {tone}
          </Badge>
        ))}
        <CheckboxBox aria-label="Choose all rows" mixed />
        <Spinner label="Counting" />
      </div>
      {(["info", "next", "success", "warn", "danger"] as const).map((tone) => (
        <Notice key={tone} tone={tone} title={tone} live={false}>
          The number, the next step.
        </Notice>
      ))}
      <Card>
        <EmptyState title="No lists yet" action={<LinkButton href="#">Make a list</LinkButton>}>
          A list is who gets what.
        </EmptyState>
      </Card>
      <Card>
        <NoMatch title="No contact matches" clearHref="#">
          Drop a filter.
        </NoMatch>
      </Card>
    </>
  );
}

const place = document.getElementById("root");
if (place) createRoot(place).render(<App />);

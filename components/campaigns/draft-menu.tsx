"use client";
import { Copy, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/web/action-state";

type Act = (previous: ActionState, form: FormData) => Promise<ActionState>;
type DraftMenuProps = { campaignId: string; name: string; duplicate: Act; remove: Act };

/** What else can be done with a draft: copy it, or delete it after a question. */
export function DraftMenu({ campaignId, name, duplicate, remove }: DraftMenuProps) {
  const t = useTranslations("campaigns");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ActionForm id="duplicate-campaign" action={duplicate} done={false} className="contents">
        <input type="hidden" name="campaignId" value={campaignId} />
      </ActionForm>
      <Menu label={t("acts", { name })} look="secondary">
        <MenuItem icon={<Copy aria-hidden />} form="duplicate-campaign">
          {t("duplicate")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking(true)}>
          {t("delete.act")}
        </MenuItem>
      </Menu>
      <Dialog open={asking} onOpenChange={setAsking} title={t("delete.title")} description={t("delete.text", { name })}>
        <ActionForm action={remove} done={false} className="grid gap-4">
          <input type="hidden" name="campaignId" value={campaignId} />
          <DialogActions>
            <SubmitButton look="danger">{t("delete.act")}</SubmitButton>
          </DialogActions>
        </ActionForm>
      </Dialog>
    </>
  );
}

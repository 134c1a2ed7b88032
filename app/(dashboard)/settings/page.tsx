import { redirect } from "next/navigation";
import { paths } from "@/lib/web/paths";

export default function Settings() {
  redirect(paths.profile());
}

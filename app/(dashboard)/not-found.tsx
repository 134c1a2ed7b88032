import { NotFoundWords } from "@/components/ui/not-found-words";
import { paths } from "@/lib/web/paths";

export default function DashboardNotFound() {
  return (
    <div className="mx-auto grid max-w-form gap-1 py-12">
      <NotFoundWords home={paths.overview()} />
    </div>
  );
}

import { NotFoundWords } from "@/components/ui/not-found-words";
import { Stamp } from "@/components/ui/stamp";
import { paths } from "@/lib/web/paths";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-form content-center gap-1 px-5 py-12">
      <Stamp className="mb-4 size-8" />
      <NotFoundWords home={paths.home()} />
    </main>
  );
}

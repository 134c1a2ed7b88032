const MAX_BYTES = 50 * 1024 * 1024;

/** Send a form with its file and tell how much has gone, from 0 to 1. Answers where to go on, or the reason of a refusal. */
export function sendForm(
  form: HTMLFormElement,
  tell: (share: number) => void,
): Promise<{ address: string } | { reason: string }> {
  const body = new FormData(form);
  const file = body.get("file");
  // Known before a byte is sent.
  if (file instanceof File && file.size === 0) return Promise.resolve({ reason: "file_required" });
  if (file instanceof File && file.size > MAX_BYTES) return Promise.resolve({ reason: "import_too_large" });
  return new Promise((resolve) => {
    // Only this old way tells how far an upload has come.
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(readAnswer(request.response));
    request.onerror = () => resolve({ reason: "upload_broken" });
    request.send(body);
  });
}

function readAnswer(answer: { address?: string; reason?: string } | null): { address: string } | { reason: string } {
  return answer?.address ? { address: answer.address } : { reason: answer?.reason ?? "unknown" };
}

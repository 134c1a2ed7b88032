import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEnv, settingNames } from "@/lib/platform/env";

const least = {
  DATABASE_URL: "postgresql://127.0.0.1/mailee",
  SMTP_URL: "smtp://127.0.0.1:2525",
  SECRET: "x".repeat(32),
};

test("the least that is needed gives the rest its standard", () => {
  expect(readEnv({ ...least, UNDO_SECONDS: "" })).toMatchObject({
    PORT: 3000,
    APP_URL: "http://localhost:3000",
    UNDO_SECONDS: 60,
  });
});

test("the address of the application follows the port and loses its last slash", () => {
  expect(readEnv({ ...least, PORT: "4000" }).APP_URL).toBe("http://localhost:4000");
  expect(readEnv({ ...least, APP_URL: "https://mail.example/" }).APP_URL).toBe("https://mail.example");
});

test("every wrong setting is named at once", () => {
  const wrong = () => readEnv({ PORT: "many", SECRET: "short", DATABASE_URL: "mysql://x", SMTP_URL: "http://x" });
  expect(wrong).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*SECRET[\s\S]*SMTP_URL/);
});

test("the example file names every setting, and its standards can be read", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const named = lines.map((line) => /^(?:# )?([A-Z][A-Z_]+)=/.exec(line)?.[1]).filter(Boolean);
  expect(named).toEqual(expect.arrayContaining(settingNames));
  const given = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split("="));
  expect(readEnv({ ...least, ...Object.fromEntries(given) })).toMatchObject({ PORT: 3000, LOG_LEVEL: "info" });
});

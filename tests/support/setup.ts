import path from "node:path";
import { afterAll, inject } from "vitest";
import { closeDatabase } from "@/lib/platform/db";

Object.assign(process.env, {
  DATABASE_URL: inject("databaseUrl"),
  DATABASE_POOL: "8",
  SECRET: "a secret for tests, forty-two letters long",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAILBOX_URL: "http://127.0.0.1:1",
  APP_URL: "http://localhost:3000",
  DATA_DIR: path.resolve(".mailee/test/files"),
  INBOUND_DOMAIN: "in.mailee.example",
  LOG_LEVEL: "silent",
});

afterAll(closeDatabase);

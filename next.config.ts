import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withWords = createNextIntlPlugin("./lib/web/words.ts");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Titles come with the page for everyone, not streamed behind it: they are there without a script.
  htmlLimitedBots: /.*/,
  // Addresses of this product stand in lib/web/paths.ts, typed by their arguments.
  typedRoutes: false,
  // `npm run check` reads the types of everything; whoever starts the program need not wait for that again.
  typescript: { ignoreBuildErrors: true },
  // Read files beside themselves or load native code: never through the bundler.
  serverExternalPackages: [
    "@node-rs/argon2",
    "graphile-worker",
    "html-to-text",
    "juice",
    "mailparser",
    "nodemailer",
    "pg",
    "pg-copy-streams",
    "pino",
    "prom-client",
    "sanitize-html",
    "smtp-server",
  ],
};

export default withWords(config);

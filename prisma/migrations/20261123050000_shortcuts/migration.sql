-- Keys that act by themselves can be switched off by whoever they are in the way of (WCAG 2.1.4).
ALTER TABLE "app_user" ADD COLUMN "shortcuts" BOOLEAN NOT NULL DEFAULT true;

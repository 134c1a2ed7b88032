export function startPostgres(options: {
  dir: string;
  database: string;
  settings?: Record<string, string | number>;
}): Promise<{ url: string; stop: () => Promise<void> }>;

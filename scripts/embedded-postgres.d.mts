export function startPostgres(options: {
  dir: string;
  database: string;
  settings?: Record<string, string | number>;
}): Promise<{ url: string; home: string; stop: () => Promise<void> }>;

export function startPostgres(options: {
  dir: string;
  database: string;
  settings?: Record<string, string | number>;
  adopt?: boolean;
  port?: number;
}): Promise<{ url: string; home: string; stop: () => Promise<void> }>;
export function removePostgres(dir: string): Promise<void>;

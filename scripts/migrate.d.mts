export function migrationNames(folder?: string): string[];
export function migrate(url: string, folder?: string): Promise<string[]>;

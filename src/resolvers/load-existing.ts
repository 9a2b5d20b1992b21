import type DataLoader from "dataloader";

/** Loads a row that another row refers to. Its absence is our fault, not the client's, so it is masked and logged. */
export async function loadExisting<T>(loader: DataLoader<string, T | null>, id: string): Promise<T> {
  const value = await loader.load(id);
  if (value === null) throw new Error(`The row ${id} is referred to and was not found.`);
  return value;
}

/** Files of a drop or a choice, folders opened. Names and what is left out are those of `nullus ingest FOLDER`. */

export interface NamedFile {
  file: File;
  name: string;
}

const IGNORED = /^(\.|Thumbs\.db$|desktop\.ini$)/;

export const chosen = (files: FileList): NamedFile[] =>
  Array.from(files, (file) => ({ file, name: inFolder(file.webkitRelativePath) || file.name })).filter(
    ({ name }) => !name.split("/").some((part) => IGNORED.test(part)),
  );

/** Must be called before anything is awaited: the list of a drop empties itself. */
export function dropped(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return Promise.resolve(chosen(transfer.files));
  return Promise.all(entries.map(filesOf)).then((found) => found.flat());
}

/** The path inside the folder that was given, as the command line names files. */
const inFolder = (path: string) => path.split("/").slice(1).join("/");

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, name: inFolder(entry.fullPath.slice(1)) || file.name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    found.push(...some.filter(({ name }) => !IGNORED.test(name)));
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

export const holdsFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") ?? false;

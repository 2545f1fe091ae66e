/** The list of what the keyboard can do here. */

import { Kbd, Table } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "@/ui/dialog";

import { CONTROL } from "./shortcuts";

const LIST: [key: string, keys: string[]][] = [
  ["keys.send", ["Enter"]],
  ["keys.line", ["Shift", "Enter"]],
  ["keys.composer", ["Shift", "Esc"]],
  ["keys.stop", ["Esc"]],
  ["keys.find", [CONTROL, "K"]],
  ["keys.new", [CONTROL, "Shift", "O"]],
  ["keys.help", [CONTROL, "/"]],
];

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("chat");
  return (
    <Dialog opened onClose={onClose} title={t("keys.title")}>
      <Table>
        <Table.Tbody>
          {LIST.map(([key, keys]) => (
            <Table.Tr key={key}>
              <Table.Td>{t(key)}</Table.Td>
              <Table.Td ta="end">
                {keys.map((each, at) => (
                  <Fragment key={each}>
                    {at ? " + " : ""}
                    <Kbd>{each}</Kbd>
                  </Fragment>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}

/** A window over the page, whose closing cross has a name for screen readers. */

import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Dialog(properties: ModalProps) {
  const { t } = useTranslation("ui");
  return <Modal closeButtonProps={{ "aria-label": t("dialog.close") }} {...properties} />;
}

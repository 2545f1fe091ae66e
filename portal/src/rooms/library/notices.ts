/** What those who keep documents should know: files that could not be read. */

import type { TFunction } from "i18next";

import { api, unwrap } from "@/api/client";
import type { Notice, NoticeSource } from "@/shell/rooms";
import { formatNumber } from "@/ui/format";

export const sources: NoticeSource[] = [{ needs: "documents:write", read: failed }];

async function failed(t: TFunction): Promise<Notice[]> {
  const { items } = await unwrap(api.GET("/api/v1/collections"));
  return items
    .filter((each) => each.failed > 0)
    .map(({ id, name, failed: count }) => ({
      id: `failed ${id}`,
      tone: "wary",
      text: t("notices.failed", { count, shown: formatNumber(count), name }),
      to: `/collections/${id}`,
    }));
}

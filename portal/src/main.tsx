/** Starts the portal. */

import "@mantine/core/styles.layer.css";
import "./shell/global.css";

import { convertCssVariables, defaultCssVariablesResolver, localStorageColorSchemeManager, MantineProvider, mergeMantineTheme, DEFAULT_THEME } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import i18next from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { onSignedOut } from "./api/client";
import { startLanguage } from "./shell/language";
import { queryClient } from "./shell/queries";
import { router } from "./shell/router";
import { meQuery } from "./shell/session";
import { adopt } from "./shell/sheets/sheets";
import { cssVariables, theme } from "./shell/theme";

const scheme = localStorageColorSchemeManager({ key: "nullus.theme" });
const whole = mergeMantineTheme(DEFAULT_THEME, theme);
adopt(convertCssVariables(defaultCssVariablesResolver(whole)));
adopt(convertCssVariables(cssVariables(whole)));

/** A session that ended elsewhere: the next page that needs somebody asks for a sign-in, and leads back here. */
onSignedOut(() => {
  if (!queryClient.getQueryData(meQuery.queryKey)) return;
  queryClient.setQueryData(meQuery.queryKey, null);
  void router.invalidate();
});

void startLanguage().then(() => {
  i18next.on("languageChanged", () => void queryClient.invalidateQueries()); // what the service says in words is asked again
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={scheme} withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
});

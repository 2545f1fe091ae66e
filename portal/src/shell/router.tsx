/** Every page of every room under its address, behind who may open it. */

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type RouteComponent } from "@tanstack/react-router";

import { loadTexts } from "./language";
import { Bare, Frame } from "./frame";
import { FaultPage, MissingPage, NotAllowedPage, PendingPage } from "./outcomes";
import { queryClient } from "./queries";
import { type Room, type RoomRoute, rooms, startPath } from "./rooms";
import { holds, meQuery } from "./session";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    room?: Room;
    page?: RoomRoute;
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage, errorComponent: FaultPage });

const framed = createRoute({ getParentRoute: () => root, id: "framed", component: Frame });
const bare = createRoute({ getParentRoute: () => root, id: "bare", component: Bare });

/** Only addresses of this site: `next` may have been written by somebody else. */
export const safeNext = (next: unknown): string =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";

/** Whether the person may see the page; whoever could see it after signing in is sent there. */
async function admit(route: RoomRoute, here: string): Promise<{ isAllowed: boolean }> {
  const access = route.access ?? "signed-in";
  if (access === "public") return { isAllowed: true };
  const me = await queryClient.ensureQueryData(meQuery);
  if (access === "visitor") {
    if (me && me.kind !== "guest") throw redirect({ to: safeNext(new URLSearchParams(location.search).get("next")) });
    return { isAllowed: true };
  }
  if (me === null || (me.kind === "guest" && access !== "guest")) {
    throw redirect({ to: "/sign-in", search: here === "/" ? {} : { next: here } });
  }
  return { isAllowed: !route.needs || holds(me, route.needs) };
}

function page(room: Room, route: RoomRoute) {
  const Page = lazyRouteComponent(route.page);
  const Admitted: RouteComponent = () => (made.useRouteContext().isAllowed ? <Page /> : <NotAllowedPage />);
  const made = createRoute({
    getParentRoute: () => (route.frame === "plain" ? bare : framed),
    path: route.path,
    component: Object.assign(Admitted, { preload: Page.preload }),
    beforeLoad: ({ location: here }) => admit(route, here.href),
    loader: () => loadTexts(room.name),
    staticData: { room, page: route },
    errorComponent: FaultPage,
  });
  return made;
}

const pages = rooms.flatMap((room) => room.routes.map((route) => ({ plain: route.frame === "plain", made: page(room, route) })));

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    throw redirect({ to: await startPath(), replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    framed.addChildren(pages.filter(({ plain }) => !plain).map(({ made }) => made)),
    bare.addChildren(pages.filter(({ plain }) => plain).map(({ made }) => made)),
  ]),
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingComponent: PendingPage,
  scrollRestoration: true,
});

/** Every page of every room under its address, behind who may open it. */

import { type ErrorComponentProps, createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";

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

class NotAllowed extends Error {}

function Fault({ error, reset }: ErrorComponentProps) {
  return error instanceof NotAllowed ? <NotAllowedPage /> : <FaultPage error={error} reset={reset} />;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage, errorComponent: Fault });

const framed = createRoute({ getParentRoute: () => root, id: "framed", component: Frame });
const bare = createRoute({ getParentRoute: () => root, id: "bare", component: Bare });

/** Only addresses of this site: `next` may have been written by somebody else. */
export const safeNext = (next: unknown): string =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";

async function admit(route: RoomRoute, here: string): Promise<void> {
  const access = route.access ?? "signed-in";
  if (access === "public") return;
  const me = await queryClient.ensureQueryData(meQuery);
  if (access === "visitor") {
    if (me && me.kind !== "guest") throw redirect({ to: safeNext(new URLSearchParams(location.search).get("next")) });
    return;
  }
  if (me === null || (me.kind === "guest" && access !== "guest")) {
    throw redirect({ to: "/sign-in", search: here === "/" ? {} : { next: here } });
  }
  if (route.needs && !holds(me, route.needs)) throw new NotAllowed();
}

function page(room: Room, route: RoomRoute) {
  return createRoute({
    getParentRoute: () => (route.frame === "plain" ? bare : framed),
    path: route.path,
    component: lazyRouteComponent(route.page),
    beforeLoad: ({ location: here }) => admit(route, here.href),
    loader: () => loadTexts(room.name),
    staticData: { room, page: route },
    errorComponent: Fault,
  });
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

/** Passkeys: what the service asks for and what the browser answers, as JSON both ways. */

import { api, type Schema, unwrap } from "@/api/client";

export const passkeysWork = () =>
  typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** Somebody closed the browser's window, or waited too long: no error worth a red box. */
export const wasCalledOff = (error: unknown) => error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError");

type Options = Schema<"CeremonyOut">["options"];

async function used(options: Options): Promise<Schema<"UsedPasskeyIn">> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return credential.toJSON() as Schema<"UsedPasskeyIn">;
}

export async function signInByPasskey() {
  const { options } = await unwrap(api.POST("/api/v1/auth/passkeys/begin"));
  return unwrap(api.POST("/api/v1/auth/passkeys/finish", { body: { credential: await used(options) } }));
}

export async function stepUpByPasskey() {
  const { options } = await unwrap(api.POST("/api/v1/auth/step-up/passkey/begin"));
  return unwrap(api.POST("/api/v1/auth/step-up/passkey/finish", { body: { credential: await used(options) } }));
}

export async function addPasskey(name: string) {
  const { options } = await unwrap(api.POST("/api/v1/me/factors/passkeys/begin"));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const credential = made.toJSON() as Schema<"NewPasskeyIn">;
  return unwrap(api.POST("/api/v1/me/factors/passkeys/finish", { body: { credential, name: name || null } }));
}

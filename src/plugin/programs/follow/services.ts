/** A service that is known by its library. `module`: how the library is imported, as the start of a path. `variables`: what it reads by itself. */
export type Service = {
  readonly service: string;
  readonly modules: readonly string[];
  readonly hosts: readonly string[];
  readonly variables?: readonly string[];
  /** Files with credentials that it reads by itself. */
  readonly files?: readonly string[];
};

const google = ['~/.config/gcloud/application_default_credentials.json'];

/** Services whose libraries send what they are given, in all languages. The first that fits a path is meant. */
export const services: readonly Service[] = [
  {
    service: 'Google Vertex AI',
    modules: [
      'anthropic.AnthropicVertex',
      'anthropic.AsyncAnthropicVertex',
      '@anthropic-ai/vertex-sdk',
      'vertexai',
      '@google-cloud/vertexai',
      'google.cloud.aiplatform',
    ],
    hosts: ['aiplatform.googleapis.com'],
    files: google,
  },
  {
    service: 'Amazon Bedrock',
    modules: ['anthropic.AnthropicBedrock', 'anthropic.AsyncAnthropicBedrock', '@anthropic-ai/bedrock-sdk'],
    hosts: ['amazonaws.com'],
    files: ['~/.aws/credentials'],
  },
  {
    service: 'Anthropic',
    modules: [
      'anthropic',
      '@anthropic-ai/sdk',
      '@ai-sdk/anthropic',
      'langchain_anthropic',
      '@langchain/anthropic',
    ],
    hosts: ['api.anthropic.com'],
    variables: ['ANTHROPIC_API_KEY'],
  },
  {
    service: 'OpenAI',
    modules: ['openai', '@ai-sdk/openai', 'langchain_openai', '@langchain/openai'],
    hosts: ['api.openai.com'],
    variables: ['OPENAI_API_KEY'],
  },
  {
    service: 'Google Gemini',
    modules: [
      'google.generativeai',
      'google.genai',
      '@google/generative-ai',
      '@google/genai',
      '@ai-sdk/google',
      'langchain_google_genai',
    ],
    hosts: ['generativelanguage.googleapis.com'],
    variables: ['GEMINI_API_KEY'],
  },
  { service: 'LiteLLM', modules: ['litellm'], hosts: [] },
  {
    service: 'Mistral',
    modules: ['mistralai', '@mistralai/mistralai'],
    hosts: ['api.mistral.ai'],
    variables: ['MISTRAL_API_KEY'],
  },
  { service: 'Groq', modules: ['groq', 'groq-sdk'], hosts: ['api.groq.com'], variables: ['GROQ_API_KEY'] },
  {
    service: 'Cohere',
    modules: ['cohere', 'cohere-ai'],
    hosts: ['api.cohere.com'],
    variables: ['CO_API_KEY'],
  },
  {
    service: 'Replicate',
    modules: ['replicate'],
    hosts: ['api.replicate.com'],
    variables: ['REPLICATE_API_TOKEN'],
  },
  {
    service: 'Together AI',
    modules: ['together', 'together-ai'],
    hosts: ['api.together.xyz'],
    variables: ['TOGETHER_API_KEY'],
  },
  { service: 'Voyage AI', modules: ['voyageai'], hosts: ['api.voyageai.com'], variables: ['VOYAGE_API_KEY'] },
  {
    service: 'fal',
    modules: ['fal_client', '@fal-ai/client', '@fal-ai/serverless-client'],
    hosts: ['fal.run'],
    variables: ['FAL_KEY'],
  },
  {
    service: 'ElevenLabs',
    modules: ['elevenlabs', '@elevenlabs/elevenlabs-js'],
    hosts: ['api.elevenlabs.io'],
    variables: ['ELEVENLABS_API_KEY'],
  },
  {
    service: 'Hugging Face',
    modules: ['huggingface_hub', '@huggingface/inference', '@huggingface/hub'],
    hosts: ['huggingface.co'],
    variables: ['HF_TOKEN'],
  },
  { service: 'Tavily', modules: ['tavily', '@tavily/core'], hosts: ['api.tavily.com'] },
  { service: 'Exa', modules: ['exa_py', 'exa-js'], hosts: ['api.exa.ai'] },
  { service: 'Firecrawl', modules: ['firecrawl', '@mendable/firecrawl-js'], hosts: ['api.firecrawl.dev'] },
  {
    service: 'Slack',
    modules: [
      'slack_sdk',
      'slack_bolt',
      '@slack/web-api',
      '@slack/bolt',
      '@slack/webhook',
      '@slack/socket-mode',
    ],
    hosts: ['slack.com'],
  },
  {
    service: 'Telegram',
    modules: [
      'telegram',
      'telebot',
      'aiogram',
      'telethon',
      'pyrogram',
      'grammy',
      'telegraf',
      'node-telegram-bot-api',
    ],
    hosts: ['api.telegram.org'],
  },
  {
    service: 'Discord',
    modules: ['discord', 'discord.js', 'discord_webhook', '@discordjs/rest'],
    hosts: ['discord.com'],
  },
  { service: 'Twilio', modules: ['twilio'], hosts: ['api.twilio.com'] },
  { service: 'SendGrid', modules: ['sendgrid', '@sendgrid/mail'], hosts: ['api.sendgrid.com'] },
  { service: 'Resend', modules: ['resend'], hosts: ['api.resend.com'] },
  {
    service: 'Sentry',
    modules: ['sentry_sdk', '@sentry/node', '@sentry/browser', '@sentry/bun'],
    hosts: ['sentry.io'],
  },
  { service: 'PostHog', modules: ['posthog', 'posthog-node', 'posthog-js'], hosts: ['posthog.com'] },
  {
    service: 'Segment',
    modules: ['segment.analytics', '@segment/analytics-node', 'analytics-node'],
    hosts: ['api.segment.io'],
  },
  { service: 'Mixpanel', modules: ['mixpanel'], hosts: ['api.mixpanel.com'] },
  {
    service: 'Amplitude',
    modules: ['amplitude', '@amplitude/analytics-node'],
    hosts: ['api2.amplitude.com'],
  },
  { service: 'Langfuse', modules: ['langfuse', 'langfuse-node'], hosts: ['cloud.langfuse.com'] },
  { service: 'Datadog', modules: ['datadog', 'datadog_api_client', 'dd-trace'], hosts: ['datadoghq.com'] },
  {
    service: 'Amazon Web Services',
    modules: ['boto3', 'botocore', 'aioboto3', 'aws-sdk', '@aws-sdk/client-'],
    hosts: ['amazonaws.com'],
    files: ['~/.aws/credentials'],
  },
  {
    service: 'Google Cloud',
    modules: [
      'google.cloud',
      'googleapiclient',
      'google.auth',
      '@google-cloud/',
      'googleapis',
      'google-auth-library',
    ],
    hosts: ['googleapis.com'],
    files: google,
  },
  { service: 'Google Sheets', modules: ['gspread'], hosts: ['sheets.googleapis.com'] },
  { service: 'Microsoft Azure', modules: ['azure', '@azure/'], hosts: ['azure.com'] },
  {
    service: 'Microsoft Graph',
    modules: ['msgraph', '@microsoft/microsoft-graph-client'],
    hosts: ['graph.microsoft.com'],
  },
  {
    service: 'Firebase',
    modules: ['firebase_admin', 'firebase', 'firebase-admin'],
    hosts: ['firebaseio.com'],
  },
  { service: 'Supabase', modules: ['supabase', '@supabase/supabase-js'], hosts: [] },
  { service: 'GitHub', modules: ['github', '@octokit/', 'octokit', 'ghapi'], hosts: ['api.github.com'] },
  { service: 'GitLab', modules: ['gitlab', '@gitbeaker/rest'], hosts: ['gitlab.com'] },
  { service: 'Jira', modules: ['jira', 'atlassian', 'jira.js', 'jira-client'], hosts: ['atlassian.net'] },
  { service: 'Linear', modules: ['@linear/sdk'], hosts: ['api.linear.app'] },
  { service: 'Notion', modules: ['notion_client', '@notionhq/client'], hosts: ['api.notion.com'] },
  { service: 'Stripe', modules: ['stripe'], hosts: ['api.stripe.com'] },
  { service: 'Airtable', modules: ['pyairtable', 'airtable'], hosts: ['api.airtable.com'] },
  { service: 'Dropbox', modules: ['dropbox'], hosts: ['api.dropboxapi.com'] },
  { service: 'Pinecone', modules: ['pinecone', '@pinecone-database/pinecone'], hosts: ['api.pinecone.io'] },
  { service: 'Cloudflare', modules: ['cloudflare', 'CloudFlare'], hosts: ['api.cloudflare.com'] },
  { service: 'X', modules: ['tweepy', 'twitter-api-v2'], hosts: ['api.x.com'] },
  { service: 'Reddit', modules: ['praw', 'snoowrap'], hosts: ['oauth.reddit.com'] },
  {
    service: 'YouTube',
    modules: ['youtube_transcript_api', 'yt_dlp', 'pytube', 'youtube-transcript'],
    hosts: ['www.youtube.com'],
  },
  { service: 'Yahoo Finance', modules: ['yfinance'], hosts: ['query1.finance.yahoo.com'] },
  { service: 'OpenTelemetry', modules: ['opentelemetry.exporter', '@opentelemetry/exporter-'], hosts: [] },
];

const byModule = new Map<string, Service>();
for (const one of services) for (const module of one.modules) byModule.set(module, one);

const endsOf = (path: string): number[] => {
  const ends = [path.length];
  for (const match of path.matchAll(/[./(-]/gu)) ends.push(match.index, match.index + 1);
  return ends.filter((end) => end > 0 && end < 80).sort((a, b) => b - a);
};

/** The service whose library a path leads into. */
export const serviceOf = (path: string): Service | undefined => {
  for (const end of endsOf(path)) {
    const found = byModule.get(path.slice(0, end));
    if (found) return found;
  }
  return undefined;
};

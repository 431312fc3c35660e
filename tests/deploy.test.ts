import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import { isLanguageCode } from '#lib/domain/language.ts';
import { shardVariables } from '#lib/domain/shard.ts';

const named = v.object({ name: v.string() });
const container = v.object({
  ...named.entries,
  image: v.string(),
  args: v.array(v.string()),
  env: v.optional(v.array(v.object({ name: v.string(), value: v.string() }))),
  volumeMounts: v.array(v.object({ name: v.string(), mountPath: v.string(), readOnly: v.optional(v.boolean()) }))
});
const pod = v.object({ containers: v.tuple([container]), volumes: v.array(v.looseObject(named.entries)) });
const kubernetesJob = v.object({
  apiVersion: v.literal('batch/v1'),
  kind: v.literal('Job'),
  metadata: named,
  spec: v.object({
    completionMode: v.literal('Indexed'),
    completions: v.number(),
    parallelism: v.number(),
    backoffLimitPerIndex: v.number(),
    podFailurePolicy: v.object({
      rules: v.array(
        v.object({
          action: v.literal('FailIndex'),
          onExitCodes: v.object({ containerName: v.string(), operator: v.literal('In'), values: v.array(v.number()) })
        })
      )
    }),
    template: v.object({
      spec: v.object({
        ...pod.entries,
        restartPolicy: v.literal('Never'),
        securityContext: v.looseObject({ runAsNonRoot: v.literal(true), runAsUser: v.literal(1000) })
      })
    })
  })
});
const cloudRunJob = v.object({
  apiVersion: v.literal('run.googleapis.com/v1'),
  kind: v.literal('Job'),
  metadata: named,
  spec: v.object({
    template: v.object({
      spec: v.object({
        taskCount: v.number(),
        parallelism: v.number(),
        template: v.object({ spec: v.object({ ...pod.entries, maxRetries: v.number(), timeoutSeconds: v.string() }) })
      })
    })
  })
});

const read = (file: string) => readFileSync(`deploy/${file}`, 'utf8');
const kubernetes = v.parse(kubernetesJob, parse(read('kubernetes/pack-job.yaml')));
const cloudRun = v.parse(cloudRunJob, parse(read('cloud-run/pack-job.yaml')));
const command = readFileSync('src/cli/pack.ts', 'utf8');

describe.each([
  ['Kubernetes', kubernetes.spec.template.spec],
  ['Cloud Run', cloudRun.spec.template.spec.template.spec]
])('the manifest for %s', (_, { containers: [pack], volumes }) => {
  it('asks for options that the command has, for folders that are there', () => {
    const options = pack.args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2));
    expect(options).toEqual(['stations', 'out', 'lang']);
    for (const option of options) expect(command).toMatch(new RegExp(`^ +'?${option}'?: \\{ type:`, 'm'));
    const valueOf = (option: string) => pack.args[pack.args.indexOf(`--${option}`) + 1] ?? '';
    const mounts = pack.volumeMounts.map(({ mountPath }) => mountPath);
    expect(mounts).toEqual([valueOf('stations'), valueOf('out')]);
    expect(pack.volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
    expect(valueOf('lang').split(',').every(isLanguageCode)).toBe(true);
  });

  it('leaves the shard to the engine', () => {
    expect(pack.args).not.toContain('--shard');
    expect(pack.image).toBe('REGISTRY/willakuy-pack:TAG');
  });
});

describe('the Indexed Job', () => {
  const { spec } = kubernetes;

  it('says the number of tasks three times alike, under the name that the command reads', () => {
    const variable = shardVariables.find(({ index }) => index === 'JOB_COMPLETION_INDEX');
    expect(spec.template.spec.containers[0].env).toEqual([{ name: variable?.count, value: String(spec.completions) }]);
    expect(spec.parallelism).toBe(spec.completions);
  });

  it('repeats nothing that repeating does not help', () => {
    const [rule] = spec.podFailurePolicy.rules;
    expect(rule?.onExitCodes.containerName).toBe(spec.template.spec.containers[0].name);
    const [, partial, config] = /partial: (\d), disk: \d, config: (\d)/.exec(command) ?? [];
    expect(rule?.onExitCodes.values).toEqual([Number(partial), Number(config)]);
  });
});

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');

  it('runs the command, not as root', () => {
    expect(lines).toContain('USER 1000');
    expect(lines).toContain('ENTRYPOINT ["node", "--import", "tsx", "src/cli/pack.ts"]');
  });

  it('brings what the command needs when it runs', () => {
    const { dependencies } = v.parse(
      v.object({ dependencies: v.record(v.string(), v.string()) }),
      JSON.parse(readFileSync('package.json', 'utf8'))
    );
    for (const name of ['tsx', 'mdsvex', '@noble/hashes', 'pdfmake', 'fflate'])
      expect(dependencies).toHaveProperty(name);
    for (const folder of ['src', 'locales', 'content', 'static/fonts'])
      expect(lines).toContain(`COPY ${folder} ./${folder}`);
  });

  it('names the variables of both engines where people read', () => {
    for (const { index, count } of shardVariables)
      for (const name of [index, count]) for (const text of [read('README.md'), command]) expect(text).toContain(name);
  });
});

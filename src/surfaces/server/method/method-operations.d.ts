/**
 * The verbs of the methods: list them, describe one, run one. The methods themselves are loaded when first asked for: their
 * schemas are a third of what the server would have to read before it answers anything.
 */
import { z } from 'zod';
import { type AnyOperation } from '../../../line/index.ts';
import { type AnyMethod } from '../../../methods/method.ts';
import type { MethodRunner } from './method-runner.ts';
/** @throws method.unknown */
export declare function found(name: string): Promise<AnyMethod>;
export declare function describe(method: AnyMethod): {
  name: string;
  field:
    | 'adopt'
    | 'agree'
    | 'ask'
    | 'attribute'
    | 'cause'
    | 'choose'
    | 'compare'
    | 'forecast'
    | 'group'
    | 'invest'
    | 'plan'
    | 'price'
    | 'prioritise'
    | 'retain'
    | 'text';
  title: string;
  summary: string;
  whenToUse: string[];
  whenNot: string[];
  assumes: string[];
  formula: string;
  source: string[];
  verified: string;
  cost: string;
  warns: {
    [x: string]: string;
  };
  inputs: {
    [k: string]: unknown;
    $schema?:
      | 'https://json-schema.org/draft/2020-12/schema'
      | 'http://json-schema.org/draft-07/schema#'
      | 'http://json-schema.org/draft-04/schema#';
    $id?: string;
    $anchor?: string;
    $ref?: string;
    $dynamicRef?: string;
    $dynamicAnchor?: string;
    $vocabulary?: Record<string, boolean>;
    $comment?: string;
    $defs?: Record<string, z.core.JSONSchema.JSONSchema>;
    type?: z.core.JSONSchema.SchemaType | z.core.JSONSchema.SchemaType[];
    additionalItems?: z.core.JSONSchema._JSONSchema;
    unevaluatedItems?: z.core.JSONSchema._JSONSchema;
    prefixItems?: z.core.JSONSchema._JSONSchema[];
    items?: z.core.JSONSchema._JSONSchema | z.core.JSONSchema._JSONSchema[];
    contains?: z.core.JSONSchema._JSONSchema;
    additionalProperties?: z.core.JSONSchema._JSONSchema;
    unevaluatedProperties?: z.core.JSONSchema._JSONSchema;
    properties?: Record<string, z.core.JSONSchema._JSONSchema>;
    patternProperties?: Record<string, z.core.JSONSchema._JSONSchema>;
    dependentSchemas?: Record<string, z.core.JSONSchema._JSONSchema>;
    propertyNames?: z.core.JSONSchema._JSONSchema;
    if?: z.core.JSONSchema._JSONSchema;
    then?: z.core.JSONSchema._JSONSchema;
    else?: z.core.JSONSchema._JSONSchema;
    allOf?: z.core.JSONSchema.JSONSchema[];
    anyOf?: z.core.JSONSchema.JSONSchema[];
    oneOf?: z.core.JSONSchema.JSONSchema[];
    not?: z.core.JSONSchema._JSONSchema;
    multipleOf?: number;
    maximum?: number;
    exclusiveMaximum?: number | boolean;
    minimum?: number;
    exclusiveMinimum?: number | boolean;
    maxLength?: number;
    minLength?: number;
    pattern?: string;
    maxItems?: number;
    minItems?: number;
    uniqueItems?: boolean;
    maxContains?: number;
    minContains?: number;
    maxProperties?: number;
    minProperties?: number;
    required?: string[];
    dependentRequired?: Record<string, string[]>;
    enum?: Array<string | number | boolean | null>;
    const?: string | number | boolean | null;
    id?: string;
    title?: string;
    description?: string;
    default?: unknown;
    deprecated?: boolean;
    readOnly?: boolean;
    writeOnly?: boolean;
    nullable?: boolean;
    examples?: unknown[];
    format?: string;
    contentMediaType?: string;
    contentEncoding?: string;
    contentSchema?: z.core.JSONSchema.JSONSchema;
    _prefault?: unknown;
    '~standard': z.core.ZodStandardSchemaWithJSON<
      z.ZodType<unknown, unknown, z.core.$ZodTypeInternals<unknown, unknown>>
    >;
  };
  result: {
    [k: string]: unknown;
    $schema?:
      | 'https://json-schema.org/draft/2020-12/schema'
      | 'http://json-schema.org/draft-07/schema#'
      | 'http://json-schema.org/draft-04/schema#';
    $id?: string;
    $anchor?: string;
    $ref?: string;
    $dynamicRef?: string;
    $dynamicAnchor?: string;
    $vocabulary?: Record<string, boolean>;
    $comment?: string;
    $defs?: Record<string, z.core.JSONSchema.JSONSchema>;
    type?: z.core.JSONSchema.SchemaType | z.core.JSONSchema.SchemaType[];
    additionalItems?: z.core.JSONSchema._JSONSchema;
    unevaluatedItems?: z.core.JSONSchema._JSONSchema;
    prefixItems?: z.core.JSONSchema._JSONSchema[];
    items?: z.core.JSONSchema._JSONSchema | z.core.JSONSchema._JSONSchema[];
    contains?: z.core.JSONSchema._JSONSchema;
    additionalProperties?: z.core.JSONSchema._JSONSchema;
    unevaluatedProperties?: z.core.JSONSchema._JSONSchema;
    properties?: Record<string, z.core.JSONSchema._JSONSchema>;
    patternProperties?: Record<string, z.core.JSONSchema._JSONSchema>;
    dependentSchemas?: Record<string, z.core.JSONSchema._JSONSchema>;
    propertyNames?: z.core.JSONSchema._JSONSchema;
    if?: z.core.JSONSchema._JSONSchema;
    then?: z.core.JSONSchema._JSONSchema;
    else?: z.core.JSONSchema._JSONSchema;
    allOf?: z.core.JSONSchema.JSONSchema[];
    anyOf?: z.core.JSONSchema.JSONSchema[];
    oneOf?: z.core.JSONSchema.JSONSchema[];
    not?: z.core.JSONSchema._JSONSchema;
    multipleOf?: number;
    maximum?: number;
    exclusiveMaximum?: number | boolean;
    minimum?: number;
    exclusiveMinimum?: number | boolean;
    maxLength?: number;
    minLength?: number;
    pattern?: string;
    maxItems?: number;
    minItems?: number;
    uniqueItems?: boolean;
    maxContains?: number;
    minContains?: number;
    maxProperties?: number;
    minProperties?: number;
    required?: string[];
    dependentRequired?: Record<string, string[]>;
    enum?: Array<string | number | boolean | null>;
    const?: string | number | boolean | null;
    id?: string;
    title?: string;
    description?: string;
    default?: unknown;
    deprecated?: boolean;
    readOnly?: boolean;
    writeOnly?: boolean;
    nullable?: boolean;
    examples?: unknown[];
    format?: string;
    contentMediaType?: string;
    contentEncoding?: string;
    contentSchema?: z.core.JSONSchema.JSONSchema;
    _prefault?: unknown;
    '~standard': z.core.ZodStandardSchemaWithJSON<
      z.ZodType<unknown, unknown, z.core.$ZodTypeInternals<unknown, unknown>>
    >;
  };
  example: {
    about: string;
    source: string;
    inputs: unknown;
  };
};
/** @example operations.push(...methodOperations(createMethodRunner())); */
export declare function methodOperations(runner: MethodRunner): readonly AnyOperation[];
/** One method with schemas of its own, as the API's document has it: `POST /methods/van-westendorp`. */
export type MethodDoor = Omit<AnyOperation, 'run'>;
/** What `runMethod` answers at the address of each method, for the document of the API. */
export declare function methodDoors(): Promise<readonly MethodDoor[]>;

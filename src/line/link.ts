/** A link: `from` relies on `to`, and remembers the material revision of `to` it was agreed against. */
export interface Link {
  readonly id: string;
  /** `feature.serves` */
  readonly kind: string;
  readonly fromId: string;
  readonly toId: string;
  readonly agreedRevision: number;
  readonly agreedAt: string;
  readonly agreedBy: string | null;
  readonly remark: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly createdBy: string | null;
}

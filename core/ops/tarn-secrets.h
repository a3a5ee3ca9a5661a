/* tarn-secrets.h
 *
 * What tells whose device a capture is of, and what stands for it.  All that is looked at
 * is visited twice or more, in the phases: first it is collected, then replaced in its
 * place by octets of the same number.  Only addresses written as text may change in
 * length.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-address-map.h"
#include "ops/tarn-word-map.h"

G_BEGIN_DECLS

#define TARN_ENGINE_MAX 32   /* octets of an SnmpEngineID (RFC 3411) */

typedef enum
{
  TARN_SECRET_IPV4,
  TARN_SECRET_IPV6,
  TARN_SECRET_MAC,
  TARN_SECRET_ENGINE,
  TARN_SECRET_HOST,
  TARN_SECRET_PERSON,
  TARN_SECRET_PLACE,
  TARN_SECRET_SERIAL,
  TARN_SECRET_NAME,     /* community, user, group, view                   */
  TARN_SECRET_LABEL,
  TARN_SECRET_KEY,      /* only ever blotted out                          */
  TARN_SECRET_TEXT,     /* no secret: text that may hold some             */
} TarnSecretKind;

#define TARN_N_SECRETS TARN_SECRET_TEXT

/* An octet of a text that belongs to a name of that kind; 0: to none. */
#define TARN_MARK(kind) ((guint8) (1 + (kind)))

typedef enum
{
  TARN_PHASE_COLLECT,   /* what is a secret by type, place or form        */
  TARN_PHASE_MATCH,     /* where else these are, and what belongs to them */
  TARN_PHASE_REPLACE,
} TarnPhase;

typedef struct
{
  TarnPhase       phase;
  gboolean        in_name;    /* what is visited lies in an OID                 */

  TarnAddressMap *ipv4;
  TarnAddressMap *ipv6;
  TarnAddressMap *mac;
  TarnAddressMap *engine;     /* zeros behind its end; the length is not kept   */
  TarnWordMap    *words;

  GHashTable     *names;      /* TarnSecretName → itself; owner                  */
  GHashTable     *by_word;    /* folded first word → GPtrArray of TarnSecretName */
  GHashTable     *by_start;   /* the long ones by their first octets, likewise   */

  guint64         n_replaced[TARN_N_SECRETS][2];   /* in values, in names       */
  guint64         n_versions;   /* texts like 12.2.55.3, which were left         */
  guint64         n_unknown;    /* to be replaced, and not collected before: what
                                 * is looked at has changed meanwhile             */
  gboolean        has_start[256][256];   /* the first two of them               */
  GPtrArray      *late;         /* long names not yet in by_start               */
  /* Scratch. */
  GByteArray     *folded;
  GByteArray     *marks;
} TarnSecrets;

/* A name that is looked for in all texts; or one that is only counted. */
typedef struct
{
  char           *folded;
  gsize           len;
  TarnSecretKind  kind;
  gboolean        is_domain;
} TarnSecretName;

static inline gboolean
tarn_is_host_char (guint8 octet)
{
  return tarn_is_word_char (octet) || octet == '-' || octet == '_' || octet == '.';
}

TarnSecrets *tarn_secrets_new          (void);
void         tarn_secrets_free         (TarnSecrets      *self);
/* Long names that were found on the way are looked for within words from the next reading
 * on, so that all they are part of is collected.  Returns how many there are. */
guint        tarn_secrets_settle       (TarnSecrets      *self);
/* When all is collected. */
void         tarn_secrets_build        (TarnSecrets      *self,
                                        TarnDraw         *draw);
guint        tarn_secrets_get_n_stuck  (TarnSecrets      *self);
const char  *tarn_secret_kind_to_string (TarnSecretKind   kind);
guint64      tarn_secrets_count        (TarnSecrets      *self,
                                        TarnSecretKind    kind);

/* Of all that was replaced, a line each. */
char        *tarn_secrets_dup_mapping  (TarnSecrets      *self);

void         tarn_secrets_visit_ipv4   (TarnSecrets      *self,
                                        guint8           *octets);
void         tarn_secrets_visit_ipv6   (TarnSecrets      *self,
                                        guint8           *octets);
void         tarn_secrets_visit_mac    (TarnSecrets      *self,
                                        guint8           *octets);
/* By the length: 4, 6, 8, 16 or 20 octets (RFC 4001 with a zone behind).  FALSE for
 * others. */
gboolean     tarn_secrets_visit_address (TarnSecrets     *self,
                                        guint8           *octets,
                                        gsize             len);
/* 10.1.1.1 may well be four octets or arcs that have nothing to do with an address. */
gboolean     tarn_ipv4_is_met_by_chance (const guint8    *ipv4);
/* How many octets a known address has that begins at @at of octets that are no text; 0:
 * none does, or it may well be there by chance. */
gsize        tarn_secrets_find_address (TarnSecrets      *self,
                                        TarnSpan          octets,
                                        gsize             at);
void         tarn_secrets_visit_engine (TarnSecrets      *self,
                                        guint8           *octets,
                                        gsize             len);
gboolean     tarn_secrets_has_engine   (TarnSecrets      *self,
                                        TarnSpan          octets);
/* A name in an index: only words are replaced, so that order is kept. */
void         tarn_secrets_visit_index_name (TarnSecrets  *self,
                                        guint8           *octets,
                                        gsize             len);
/* Appends what stands for @text, which as a whole is of @kind, to @out. */
void         tarn_secrets_visit_text   (TarnSecrets      *self,
                                        TarnSpan          text,
                                        TarnSecretKind    kind,
                                        gboolean          is_version,
                                        GByteArray       *out);

/* For its own files. */
TarnAddressMap *tarn_secrets_new_map   (TarnSecrets      *self,
                                        TarnSecretKind    kind);
/* The MAC in an IPv6 address made of it (RFC 4291 appendix A). */
gboolean     tarn_ipv6_get_mac         (const guint8     *address,
                                        guint8           *mac);
/* Where an IPv4 address lies in it: 12, 2 (6to4), or -1. */
int          tarn_ipv6_find_ipv4       (const guint8     *address);
/* Where a MAC (*@kind) or another address lies in an engine ID, or -1. */
int          tarn_engine_find          (const guint8     *engine,
                                        TarnSecretKind   *kind);

/* The next word of @text from *@at on; FALSE if there is none. */
gboolean     tarn_next_word            (TarnSpan          text,
                                        gsize            *at,
                                        TarnSpan         *word);
gboolean     tarn_has_letter           (TarnSpan          text);
/* In lower case, and as long. */
char        *tarn_dup_folded           (TarnSpan          text);
/* From now on, @name is found in texts. */
void         tarn_secrets_look_for     (TarnSecrets      *self,
                                        TarnSecretName   *name);
void         tarn_secrets_add_name     (TarnSecrets      *self,
                                        TarnSpan          text,
                                        TarnSecretKind    kind);
/* Marks (TARN_MARK) those octets of @text, as many as @marks has, that belong to known
 * names. */
void         tarn_secrets_mark_names   (TarnSecrets      *self,
                                        TarnSpan          text,
                                        guint8           *marks);
/* Mail addresses and the hosts of URLs: collected, or marked. */
void         tarn_secrets_mark_hosts   (TarnSecrets      *self,
                                        TarnSpan          text,
                                        guint8           *marks);
/* Whether @text is a name that is looked for. */
gboolean     tarn_secrets_is_name      (TarnSecrets      *self,
                                        TarnSpan          text);
/* Whether there is a name in @text of which something is to be replaced. */
gboolean     tarn_secrets_has_name     (TarnSecrets      *self,
                                        TarnSpan          text);
/* The same of octets that may be no text: only what is not met by chance. */
gboolean     tarn_secrets_has_long_name (TarnSecrets     *self,
                                        TarnSpan          octets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSecrets, tarn_secrets_free)

G_END_DECLS

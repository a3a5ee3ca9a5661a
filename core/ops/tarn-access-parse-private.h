/* tarn-access-parse-private.h
 *
 * What the readers of rules of access share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-access-private.h"

G_BEGIN_DECLS

/* A line "access": what a group may do. */
typedef struct
{
  char     *group;
  guint     versions;   /* TARN_ACCESS_VERSION() of each; 0: only of others, such as v3 */
  TarnView *read;       /* owned, never NULL   */
  TarnView *write;      /* owned; NULL: nothing */
} TarnAccessGrant;

/* A line "group": who is in it. */
typedef struct
{
  char  *group;
  char  *security_name;
  guint  versions;
} TarnAccessMember;

typedef struct
{
  TarnAccess *access;
  TarnMib    *mib;
  GHashTable *views;      /* of TarnView, by name       */
  GArray     *grants;     /* of TarnAccessGrant         */
  GArray     *members;    /* of TarnAccessMember        */
  guint       line;
} TarnAccessParser;

/* FALSE. */
gboolean  tarn_access_refuse        (const TarnAccessParser  *self,
                                     GError                 **error,
                                     const char              *reason,
                                     const char              *word);
/* NULL: there is none. */
TarnView *tarn_access_find_view     (const TarnAccessParser  *self,
                                     const char              *name);
gboolean  tarn_access_parse_source  (const TarnAccessParser  *self,
                                     const char              *community_text,
                                     const char              *network_text,
                                     GBytes                 **community,
                                     TarnNetwork             *network,
                                     GError                 **error);

/* tarn-access-groups.c */
gboolean  tarn_access_parse_access  (TarnAccessParser        *self,
                                     char                   **words,
                                     guint                    n_words,
                                     GError                 **error);
gboolean  tarn_access_parse_group   (TarnAccessParser        *self,
                                     char                   **words,
                                     guint                    n_words,
                                     GError                 **error);
gboolean  tarn_access_parse_com2sec (TarnAccessParser        *self,
                                     char                   **words,
                                     guint                    n_words,
                                     GError                 **error);
void      tarn_access_grant_clear   (gpointer                 grant);
void      tarn_access_member_clear  (gpointer                 member);

G_END_DECLS

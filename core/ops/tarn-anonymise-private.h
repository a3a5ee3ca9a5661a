/* tarn-anonymise-private.h
 *
 * What the files of the anonymiser share: one row is visited, in a scratch, by what is
 * known of its object.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-row.h"
#include "ops/tarn-anonymise.h"
#include "ops/tarn-objects.h"
#include "ops/tarn-secrets.h"

G_BEGIN_DECLS

/* What lies in the OIDs of a table that no fact tells of. */
typedef enum
{
  TARN_GUESS_IPV4,
  TARN_GUESS_MAC,
  TARN_GUESS_IPV6,
  TARN_GUESS_NAME,      /* a length, and so many octets */
  TARN_GUESS_IMPLIED,   /* octets to the end            */
} TarnGuessKind;

typedef struct _TarnGuesses TarnGuesses;

typedef struct
{
  TarnSecrets *secrets;
  TarnGuesses *guesses;

  /* The row that was visited last. */
  guint        n_arcs;
  guint32      arcs[TARN_NAME_MAX_ARCS];
  GByteArray  *content;      /* of its value                                     */
  gboolean     is_text;      /* it is a text of several letters                  */
} TarnVisit;

void         tarn_visit_init            (TarnVisit        *self);
void         tarn_visit_clear           (TarnVisit        *self);

/* @arcs are replaced in their places. */
void         tarn_visit_name            (TarnVisit        *self,
                                         guint32          *arcs,
                                         guint             n_arcs);
/* What stands for @name, canonical, to @out. */
void         tarn_visit_oid             (TarnVisit        *self,
                                         TarnSpan          name,
                                         TarnName         *out);
/* Fills @self->content with what stands for the value of @row.  @store, in a read
 * section, is asked for other columns of the row. */
void         tarn_visit_value           (TarnVisit        *self,
                                         TarnStore        *store,
                                         const TarnRow    *row);

/* Text, perhaps with zeros behind its end. */
gboolean     tarn_content_is_text       (TarnSpan          content);

TarnGuesses *tarn_guesses_new           (void);
void         tarn_guesses_free          (TarnGuesses      *self);
/* Phase MATCH: what in a name, from the arc @from on, looks like something known. */
void         tarn_guesses_suspect       (TarnGuesses      *self,
                                         TarnSecrets      *secrets,
                                         const guint32    *arcs,
                                         guint             n_arcs,
                                         guint             from);
/* Looks at all that begins as what is suspected in @stores (of TarnStore), and believes
 * what holds for all.  Returns how many are believed now that were not before; 0 with
 * @error. */
guint        tarn_guesses_judge         (TarnGuesses      *self,
                                         TarnSecrets      *secrets,
                                         const GPtrArray  *stores,
                                         GError          **error);
/* Those of @arcs, which were @original, from @from on. */
void         tarn_guesses_visit         (TarnGuesses      *self,
                                         TarnSecrets      *secrets,
                                         const guint32    *original,
                                         guint32          *arcs,
                                         guint             n_arcs,
                                         guint             from);

typedef gboolean (*TarnRowFunc)         (TarnStore        *store,
                                         const TarnRow    *row,
                                         gpointer          user_data,
                                         GError          **error);

/* Calls @func with each row, in read sections of bounded length; between them @between
 * (nullable).  Waits for a store that is busy. */
gboolean     tarn_each_row              (TarnStore        *store,
                                         TarnSpan          prefix,
                                         TarnRowFunc       func,
                                         gboolean        (*between) (gpointer   user_data,
                                                                     GError   **error),
                                         gpointer          user_data,
                                         GError          **error);

/* Visits the records that say how @store came to be; those of phase REPLACE go to
 * @batch (else NULL), without what tells where that was. */
void         tarn_visit_meta            (TarnVisit        *self,
                                         TarnStore        *store,
                                         TarnBatch        *batch);

TarnAnonymiseReport *tarn_anonymise_report_new (void);

/* Looks for all that was to go, in its own way. */
gboolean     tarn_anonymise_check       (TarnSecrets      *secrets,
                                         TarnStore        *out,
                                         TarnAnonymiseReport *report,
                                         GError          **error);

G_END_DECLS

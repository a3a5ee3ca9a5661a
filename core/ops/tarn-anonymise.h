/* tarn-anonymise.h
 *
 * Makes a store that can be shown to others of one that tells whose network it is of:
 * addresses, names of hosts, persons and places, serial numbers, communities and keys
 * are replaced wherever they stand, in values and in OIDs, by others that keep order,
 * length and what belongs together.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnAnonymiseReport:
 * @n_varbinds: varbinds of the store
 * @n_changed: of these, how many are not as they were
 * @n_resized: of these, how many values have another length
 * @n_texts: texts in which nothing was found: people may have written anything there
 * @n_versions: numbers in texts that might be IPv4 addresses, but look like versions
 * @n_left: what was to be replaced and still stands somewhere; 0 unless something
 *   went wrong
 * @kinds: (element-type utf8): a sentence for each kind of secret
 * @objects: (element-type utf8): a sentence for each object of which values or indices
 *   were changed
 * @left: (element-type utf8): a sentence for each of @n_left, the first 100
 *
 * What became of a store, and what nobody can know.
 */
typedef struct
{
  guint64    n_varbinds;
  guint64    n_changed;
  guint64    n_resized;
  guint64    n_texts;
  guint64    n_versions;
  guint64    n_left;
  GPtrArray *kinds;
  GPtrArray *objects;
  GPtrArray *left;
} TarnAnonymiseReport;

#define TARN_TYPE_ANONYMISE_REPORT (tarn_anonymise_report_get_type ())
TARN_EXPORT GType                tarn_anonymise_report_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnAnonymiseReport *tarn_anonymise_report_copy (const TarnAnonymiseReport *self);
TARN_EXPORT void                 tarn_anonymise_report_free (TarnAnonymiseReport       *self);

#define TARN_TYPE_ANONYMISER (tarn_anonymiser_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnAnonymiser, tarn_anonymiser, TARN, ANONYMISER, GObject)

TARN_EXPORT TarnAnonymiser      *tarn_anonymiser_new         (void);
TARN_EXPORT void                 tarn_anonymiser_set_key     (TarnAnonymiser  *self,
                                                              const char      *key);
/* What @store holds as a secret is one, too. */
TARN_EXPORT void                 tarn_anonymiser_add_other   (TarnAnonymiser  *self,
                                                              TarnStore       *store);
TARN_EXPORT TarnAnonymiseReport *tarn_anonymiser_run         (TarnAnonymiser  *self,
                                                              TarnStore       *in,
                                                              TarnStore       *out,
                                                              GCancellable    *cancellable,
                                                              GError         **error);
/* What stands for what, a line each: kind, tabulator, original, tabulator, replacement. */
TARN_EXPORT char                *tarn_anonymiser_dup_mapping (TarnAnonymiser  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAnonymiseReport, tarn_anonymise_report_free)

G_END_DECLS

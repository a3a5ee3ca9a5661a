/* tarn-note.h
 *
 * What is to be known of one varbind beyond its octets, where that differs from what
 * the capture says of all of them: who changed it and when, what stood there before,
 * what its name was asked for as.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-oid.h"
#include "base/tarn-value.h"

G_BEGIN_DECLS

/**
 * TarnOrigin:
 * @TARN_ORIGIN_DEVICE: the device, or whatever the capture was made from
 * @TARN_ORIGIN_IMPORT: a file
 * @TARN_ORIGIN_EDIT: somebody who edited the capture
 * @TARN_ORIGIN_AGENT: a manager, with SET, through the agent that serves the capture
 *
 * Where a change came from.
 */
typedef enum
{
  TARN_ORIGIN_DEVICE,
  TARN_ORIGIN_IMPORT,
  TARN_ORIGIN_EDIT,
  TARN_ORIGIN_AGENT,
} TarnOrigin;

#define TARN_TYPE_ORIGIN (tarn_origin_get_type ())
TARN_EXPORT GType       tarn_origin_get_type  (void) G_GNUC_CONST;
TARN_EXPORT const char *tarn_origin_to_string (TarnOrigin origin);

/**
 * TarnNote:
 * @origin: who changed the varbind last
 * @time_us: when, Unix time in microseconds; 0 where the capture's own record tells
 * @anomalies: what was odd about the varbind and cannot be seen from its value any more:
 *   a name is stored in its canonical form
 * @requested: (nullable): the name that was asked for, where the device answered with
 *   another one (F-04); %NULL where it did not
 * @was: (nullable): unless @origin is %TARN_ORIGIN_DEVICE, what stood there before the
 *   first change that did not come from the device; %NULL if nothing did
 *
 * A note of one varbind.  A varbind that was deleted by hand keeps its note, and with
 * it @was.
 */
typedef struct
{
  TarnOrigin     origin;
  gint64         time_us;
  TarnAnomalies  anomalies;
  TarnOid       *requested;
  TarnValue     *was;
} TarnNote;

#define TARN_TYPE_NOTE (tarn_note_get_type ())
TARN_EXPORT GType     tarn_note_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnNote *tarn_note_new      (TarnOrigin       origin,
                                          gint64           time_us,
                                          TarnAnomalies    anomalies,
                                          TarnOid         *requested,
                                          TarnValue       *was);
TARN_EXPORT TarnNote *tarn_note_copy     (const TarnNote  *self);
TARN_EXPORT void      tarn_note_free     (TarnNote        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnNote, tarn_note_free)

G_END_DECLS

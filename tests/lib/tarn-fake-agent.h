/* tarn-fake-agent.h
 *
 * A scripted agent: a list of varbinds, and the faults that agents in the field
 * have.  Request octets in, response octets out (or none: silence).
 *
 * The script is the order of the list: GETNEXT of a name that is in the list yields
 * the entry after it, whatever that is, so a list that is not sorted is an agent
 * that swaps, repeats or goes backwards.  Any other name yields the first entry that
 * is greater.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/tarn-message.h"

/* Where a list ends. */
typedef enum
{
  TARN_FAKE_END_OF_VIEW,        /* as it should be; noSuchName in v1 */
  TARN_FAKE_END_NO_SUCH_NAME,   /* also in v2c (F-33)                */
  TARN_FAKE_END_NO_SUCH_OBJECT, /* P-WLK-01                          */
  TARN_FAKE_END_LOOP,           /* goes on with entry @loop_to (F-01) */
} TarnFakeEnd;

typedef struct
{
  GArray      *entries;         /* private: in the order of the script              */

  TarnFakeEnd  end;
  guint        loop_to;

  /* Faults of GETBULK with more repetitions than these; G_MAXUINT: never. */
  guint        silent_above;
  guint        too_big_above;
  guint        gen_err_above;
  guint        empty_above;     /* noError and no varbind (F-19) */
  guint        misorder_above;  /* two rows change places in the reply (F-06)        */
  guint        misorder_at;     /* the first of them, from 0                         */

  gboolean     empty_always;    /* also for GETNEXT                                  */
  guint        truncate;        /* varbinds in a reply at most; 0: no limit (F-09)   */
  guint        n_extra;         /* the last varbind comes as often again (P-MGR-09)  */
  guint        n_answers;       /* falls silent after so many; G_MAXUINT: never      */
  gboolean     no_bulk;         /* never answers GETBULK                             */
  gboolean     hide_root;       /* GET finds nothing                                 */

  /* What it was asked, in order: "b10 b5 n g " are GETBULKs, GETNEXT, GET. */
  GString     *log;
  guint        n_requests;

  TarnMessage  request;
} TarnFakeAgent;

TarnFakeAgent *tarn_fake_agent_new       (void);
void           tarn_fake_agent_free      (TarnFakeAgent *self);

/* Dotted name and an INTEGER. */
void           tarn_fake_agent_add       (TarnFakeAgent *self,
                                          const char    *name,
                                          int            value);
/* ROOT.first … ROOT.last, each with its number. */
void           tarn_fake_agent_add_many  (TarnFakeAgent *self,
                                          const char    *root,
                                          guint          first,
                                          guint          last);
/* Name and TLV as they shall go out, which may be no canonical or legal form. */
void           tarn_fake_agent_add_raw   (TarnFakeAgent *self,
                                          TarnSpan       name,
                                          TarnSpan       tlv);
void           tarn_fake_agent_remove    (TarnFakeAgent *self,
                                          const char    *name);
/* Whatever would yield @name is answered with @status (F-38). */
void           tarn_fake_agent_fail_at   (TarnFakeAgent *self,
                                          const char    *name,
                                          int            status);

/* @buffer holds TARN_MESSAGE_MAX octets; the empty span is silence. */
TarnSpan       tarn_fake_agent_answer    (TarnFakeAgent *self,
                                          TarnSpan       request,
                                          guint8        *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFakeAgent, tarn_fake_agent_free)

/* tarn-fault-private.h
 *
 * One fault: which, how much of it, and for which part of the tree.
 *
 *   NAME[=VALUE][@OID]
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "net/tarn-transport.h"
#include "ops/tarn-fault.h"

G_BEGIN_DECLS

/* In the order in which they act; the same order as in the table of tarn-fault.c and
 * in the manual. */
typedef enum
{
  /* Whether a request is worked on at all. */
  TARN_FAULT_RATE,
  TARN_FAULT_IN_FLIGHT,
  TARN_FAULT_HANG,

  /* Which rows there are, and what follows what. */
  TARN_FAULT_HOLES,
  TARN_FAULT_CHURN,
  TARN_FAULT_CYCLE,
  TARN_FAULT_REPEAT,
  TARN_FAULT_SWAP,
  TARN_FAULT_ENDLESS,

  /* What the answer says of the request. */
  TARN_FAULT_GEN_ERR,
  TARN_FAULT_TOO_BIG,
  TARN_FAULT_SILENT,
  TARN_FAULT_ERROR_INDEX,

  /* Its varbinds. */
  TARN_FAULT_UPTIME_RESET,
  TARN_FAULT_FEWER,
  TARN_FAULT_EXTRA,
  TARN_FAULT_EMPTY,
  TARN_FAULT_RENAMED,

  /* How a value, a name, a field or a length is encoded. */
  TARN_FAULT_NON_MINIMAL_INTEGER,
  TARN_FAULT_MISSING_LEADING_ZERO,
  TARN_FAULT_NEGATIVE_UNSIGNED,
  TARN_FAULT_INTEGER_TRUNCATED,
  TARN_FAULT_EMPTY_VALUE,
  TARN_FAULT_EMPTY_COUNTER64,
  TARN_FAULT_WIDE_COUNTER64,
  TARN_FAULT_EMPTY_OID,
  TARN_FAULT_BAD_IP_ADDRESS,
  TARN_FAULT_STRING_CLAMPED,
  TARN_FAULT_STRING_OVERRUN,
  TARN_FAULT_UNKNOWN_TYPE,
  TARN_FAULT_CONSTRUCTED_STRING,
  TARN_FAULT_HIGH_TAG,
  TARN_FAULT_OID_PADDED,
  TARN_FAULT_OID_TOO_LONG,
  TARN_FAULT_OID_ENDLESS,
  TARN_FAULT_OID_OVERFLOW,
  TARN_FAULT_OID_UNFINISHED,
  TARN_FAULT_WIDE_FIELDS,
  TARN_FAULT_EMPTY_FIELD,
  TARN_FAULT_EXTRA_FIELDS,
  TARN_FAULT_OVERRUN,
  TARN_FAULT_LONG_LENGTHS,
  TARN_FAULT_PADDED_LENGTHS,
  TARN_FAULT_INDEFINITE_LENGTH,
  TARN_FAULT_RESERVED_LENGTH,
  TARN_FAULT_ID,
  TARN_FAULT_COMMUNITY,

  /* The datagram. */
  TARN_FAULT_ECHO,
  TARN_FAULT_JUNK,
  TARN_FAULT_TRUNCATE,

  /* Its way. */
  TARN_FAULT_WORK,
  TARN_FAULT_SLOW_START,
  TARN_FAULT_OVERSHOOT,
  TARN_FAULT_DELAY,
  TARN_FAULT_REORDER,
  TARN_FAULT_DUPLICATE,
  TARN_FAULT_DROP,
  TARN_FAULT_SOURCE,

  TARN_FAULT_N,
} TarnFaultKind;

/* What stands behind the "=". */
typedef enum
{
  TARN_FAULT_VALUE_NONE,
  TARN_FAULT_VALUE_PERCENT,   /* more than 0, at most 100; @a in millionths         */
  TARN_FAULT_VALUE_COUNT,     /* @a                                                 */
  TARN_FAULT_VALUE_TIME,      /* @a in microseconds                                 */
  TARN_FAULT_VALUE_RANGE,     /* TIME[..TIME]: @a to @b                             */
  TARN_FAULT_VALUE_COST,      /* TIME[+TIME]: @a, and @b for each varbind           */
  TARN_FAULT_VALUE_OID,       /* becomes the @scope                                 */
  TARN_FAULT_VALUE_CHOICE,    /* @a is the place in the list of the table           */
  TARN_FAULT_VALUE_SOURCE,    /* "port", or an address to @source                   */
  TARN_FAULT_VALUE_TEXT,      /* all that follows, to @text                         */
} TarnFaultValue;

typedef enum
{
  TARN_FAULT_SCOPE_NONE,
  TARN_FAULT_SCOPE_OPTIONAL,
  TARN_FAULT_SCOPE_NEEDED,
} TarnFaultScope;

/* In the order of the choices of "id". */
typedef enum
{
  TARN_FAULT_ID_WRONG,
  TARN_FAULT_ID_16_BIT,
  TARN_FAULT_ID_NEGATIVE_16_BIT,
  TARN_FAULT_ID_NEGATIVE,
  TARN_FAULT_ID_SIGN_EXTENDED,
} TarnFaultId;

typedef struct
{
  const char     *name;
  TarnFaultValue  value;
  TarnFaultScope  scope;
  gint64          min;           /* of a COUNT */
  gint64          max;
  const char     *choices;       /* set apart by | */
  const char     *description;
} TarnFaultInfo;

/* A fault that an agent has. */
typedef struct
{
  TarnFaultKind kind;
  gint64        a;
  gint64        b;
  TarnName      scope;           /* empty: everything */
  TarnEndpoint  source;          /* family AF_UNSPEC: another port */
  char         *text;            /* owned */

  /* State, of those that have one: see where the kind is handled. */
  gint64        until_us;        /* HANG, WORK, SLOW_START: nothing before          */
  gint64        seen_us;         /* RATE, SLOW_START, UPTIME_RESET: when it was so  */
  gint64        tokens;          /* RATE: requests that may come, in millionths     */

  /* CYCLE, REPEAT, SWAP: where the rows in question are. */
  guint64       of_request;      /* the number of the request that looked           */
  gboolean      found;           /* there are such rows                             */
  TarnName      before;          /* what the N-th row follows                       */
  TarnName      at;              /* the N-th row                                    */
  TarnName      behind;          /* the one behind it; empty if there is none       */
} TarnFault;

/* tarn-fault.c; by TarnFaultKind. */
extern const TarnFaultInfo tarn_fault_infos[TARN_FAULT_N];

/* tarn-fault-parse.c.  NULL with TARN_ERROR_INVALID. */
TarnFault *tarn_fault_new  (const char  *spec,
                            GError     **error);
void       tarn_fault_free (TarnFault   *self);

static inline gboolean
tarn_fault_is_about (const TarnFault *self,
                     TarnSpan         name)
{
  return tarn_name_has_prefix (name, tarn_name_span (&self->scope));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFault, tarn_fault_free)

G_END_DECLS

/* tarn-scan-question.h
 *
 * Private: what a scan asks of every device, and as whom.  Requests that are the same
 * for all devices are encoded once; a try changes four octets of them, its id.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "net/tarn-encoded.h"

G_BEGIN_DECLS

/* What a request may have, message and all (P-SIZ-08, F-42). */
#define TARN_SCAN_REQUEST_OCTETS 1400

#define TARN_SCAN_MAX_CREDENTIALS 255
#define TARN_SCAN_MAX_COMMUNITY   16384   /* octets: a batch has room for some */

typedef struct
{
  TarnVersion  version;
  GBytes      *community;
} TarnScanCredential;

/* Names @first … @first + @n - 1 of the question, as one GET. */
typedef struct
{
  guint       first;
  guint       n;
  TarnEncoded encoded;
} TarnScanRequest;

typedef struct
{
  GPtrArray *names;          /* of TarnOid: scalars                                   */
  GPtrArray *tables;         /* of TarnOid: roots                                     */
  GArray    *credentials;    /* of TarnScanCredential, in the order they are tried    */
  gboolean   discover;       /* only whether it answers                               */

  /* From tarn_scan_question_settle() on. */
  gboolean   quiet;          /* @names serve to make contact: nobody asked for them   */
  GArray    *requests;       /* of TarnScanRequest: @n_requests for each credential   */
  guint      n_requests;
} TarnScanQuestion;

void         tarn_scan_question_init           (TarnScanQuestion *self);
void         tarn_scan_question_clear          (TarnScanQuestion *self);

/* Once, however often it is added. */
void         tarn_scan_question_add_name       (TarnScanQuestion *self,
                                                const TarnOid    *name);
void         tarn_scan_question_add_table      (TarnScanQuestion *self,
                                                const TarnOid    *root);
void         tarn_scan_question_add_credential (TarnScanQuestion *self,
                                                TarnVersion       version,
                                                TarnSpan          community);
/* Fills in what was not said and encodes the requests; nothing is added later. */
void         tarn_scan_question_settle         (TarnScanQuestion *self);

/* Request @i, which all devices get, as @credential. */
static inline const TarnScanRequest *
tarn_scan_question_get_request (const TarnScanQuestion *self,
                                guint                   credential,
                                guint                   i)
{
  return &g_array_index (self->requests, TarnScanRequest, credential * self->n_requests + i);
}

static inline TarnSpan
tarn_scan_question_get_name (const TarnScanQuestion *self,
                             guint                   i)
{
  return tarn_oid_span (g_ptr_array_index (self->names, i));
}

static inline const TarnScanCredential *
tarn_scan_question_get_credential (const TarnScanQuestion *self,
                                   guint                   i)
{
  return &g_array_index (self->credentials, TarnScanCredential, i);
}

static inline TarnSpan
tarn_scan_credential_get_community (const TarnScanCredential *self)
{
  gsize len;
  gconstpointer data = g_bytes_get_data (self->community, &len);

  return tarn_span (data, len);
}

G_END_DECLS

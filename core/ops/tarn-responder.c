/* tarn-responder.c
 *
 * Who asks, what for, and the answers to Get and GetNext.  The order of the checks
 * is that of P-AGT-01.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

#include "base/tarn-error.h"

typedef enum
{
  REQUEST_NONE,     /* nothing to answer: counted and forgotten */
  REQUEST_READ,
  REQUEST_WRITE,
} RequestKind;

TarnResponder *
tarn_responder_new (TarnStore *store)
{
  TarnResponder *self = g_new0 (TarnResponder, 1);

  tarn_responder_set_store (self, store);
  self->access = tarn_access_new ();
  self->batch = tarn_batch_new ();
  tarn_batch_set_origin (self->batch, TARN_ORIGIN_AGENT);
  self->max_size = TARN_RESPONSE_SIZE_DEFAULT;
  self->live = TRUE;
  self->row_timeout_us = TARN_ROW_TIMEOUT_US;
  tarn_responder_set_authen_traps (self, FALSE);
  tarn_message_init (&self->message);

  return self;
}

void
tarn_responder_free (TarnResponder *self)
{
  tarn_responder_end_batch (self);
  tarn_message_clear (&self->message);
  g_clear_pointer (&self->access, tarn_access_unref);
  g_clear_pointer (&self->motion, tarn_motion_unref);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->batch, tarn_batch_unref);
  g_clear_pointer (&self->left, tarn_set_left_free);
  g_clear_pointer (&self->repeaters, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->store);
  g_free (self);
}

void
tarn_responder_set_store (TarnResponder *self,
                          TarnStore     *store)
{
  g_set_object (&self->store, store);
}

void
tarn_responder_set_access (TarnResponder *self,
                           TarnAccess    *access)
{
  tarn_access_ref (access);
  g_clear_pointer (&self->access, tarn_access_unref);
  self->access = access;
  self->who = NULL;
}

void
tarn_responder_set_max_size (TarnResponder *self,
                             gsize          max_size)
{
  g_return_if_fail (max_size >= TARN_RESPONSE_SIZE_MIN && max_size <= TARN_RESPONSE_SIZE_MAX);

  self->max_size = max_size;
}

void
tarn_responder_set_live (TarnResponder *self,
                         gboolean       live,
                         gint64         started_us)
{
  self->live = live;
  self->started_us = started_us;
}

void
tarn_responder_set_row_timeout (TarnResponder *self,
                                gint64         timeout_us)
{
  self->row_timeout_us = timeout_us;
}

void
tarn_responder_set_authen_traps (TarnResponder *self,
                                 gboolean       enabled)
{
  self->counters[TARN_SNMP_ENABLE_AUTHEN_TRAPS] = enabled ? TARN_AUTHEN_TRAPS_ENABLED
                                                          : TARN_AUTHEN_TRAPS_DISABLED;
}

gboolean
tarn_responder_get_authen_traps (TarnResponder *self)
{
  return self->counters[TARN_SNMP_ENABLE_AUTHEN_TRAPS] == TARN_AUTHEN_TRAPS_ENABLED;
}

void
tarn_responder_set_motion (TarnResponder *self,
                           TarnMotion    *motion)
{
  tarn_responder_end_batch (self);
  if (motion != NULL)
    tarn_motion_ref (motion);
  g_clear_pointer (&self->motion, tarn_motion_unref);
  self->motion = motion;
}

void
tarn_responder_set_mib (TarnResponder *self,
                        TarnMib       *mib,
                        gboolean       write_any)
{
  g_set_object (&self->mib, mib);
  self->write_any = write_any;
}

void
tarn_responder_set_replay_null (TarnResponder *self,
                                gboolean       replay_null)
{
  self->replay_null = replay_null;
}

const guint32 *
tarn_responder_get_counters (TarnResponder *self)
{
  return self->counters;
}

GError *
tarn_responder_take_error (TarnResponder *self)
{
  return g_steal_pointer (&self->error);
}

gboolean
tarn_responder_is_troubled (TarnResponder *self)
{
  return self->error != NULL;
}

/* Takes @error; of several, the first one is kept. */
void
tarn_responder_keep_error (TarnResponder *self,
                           GError        *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

/* P-COX-03 */
static gboolean
has_counter64_in_v1 (const TarnMessage *message)
{
  if (message->version != TARN_VERSION_1)
    return FALSE;

  for (guint i = 0; i < message->n_rows; i++)
    if (message->rows[i].tag == TARN_KIND_COUNTER64)
      return TRUE;

  return FALSE;
}

/* P-AGT-05: whatever is not a request gets no answer, or two agents could talk to
 * each other for ever. */
static RequestKind
sort_pdu (TarnResponder *self)
{
  const TarnPdu *pdu = &self->message.pdu;

  switch (pdu->type)
    {
    case TARN_PDU_GET:
      self->counters[TARN_SNMP_IN_GET_REQUESTS]++;
      return REQUEST_READ;

    case TARN_PDU_GET_NEXT:
      self->counters[TARN_SNMP_IN_GET_NEXTS]++;
      return REQUEST_READ;

    case TARN_PDU_GET_BULK:
      return REQUEST_READ;

    case TARN_PDU_SET:
      self->counters[TARN_SNMP_IN_SET_REQUESTS]++;
      if (!self->who->may_write)
        self->counters[TARN_SNMP_IN_BAD_COMMUNITY_USES]++;   /* P-AGT-02 */
      return REQUEST_WRITE;

    case TARN_PDU_RESPONSE:
      self->counters[TARN_SNMP_IN_GET_RESPONSES]++;
      if (pdu->error_status >= TARN_STATUS_TOO_BIG && pdu->error_status <= TARN_STATUS_GEN_ERR)
        self->counters[TARN_SNMP_IN_TOO_BIGS + pdu->error_status - TARN_STATUS_TOO_BIG]++;
      return REQUEST_NONE;

    case TARN_PDU_TRAP_V1:
    case TARN_PDU_TRAP:
      self->counters[TARN_SNMP_IN_TRAPS]++;
      return REQUEST_NONE;

    case TARN_PDU_INFORM:
    case TARN_PDU_REPORT:
    default:
      return REQUEST_NONE;
    }
}

/* The security model of SNMPv1 and v2c: a community that some rule has, from where the rule
 * says. */
static gboolean
find_principal (TarnResponder      *self,
                const TarnIncoming *request)
{
  const TarnEndpoint *peer = request->peer;
  TarnVersion version = self->message.version;
  TarnSpan community = self->message.community;

  community.len -= MIN (community.len, request->community_tail);
  self->who = self->message.pdu.type == TARN_PDU_SET
              ? tarn_access_find (self->access, version, community, peer, TRUE)
              : NULL;
  if (self->who == NULL)
    self->who = tarn_access_find (self->access, version, community, peer, FALSE);

  self->refused = self->who == NULL;
  return self->who != NULL;
}

static RequestKind
accept_request (TarnResponder      *self,
                const TarnIncoming *request)
{
  TarnMessage *message = &self->message;
  gboolean good = tarn_message_decode (message, request->octets, TARN_PROFILE_AGENT);

  self->counters[TARN_SNMP_IN_PKTS]++;
  if (!good && message->error == TARN_BER_VERSION)
    {
      self->counters[TARN_SNMP_IN_BAD_VERSIONS]++;
      return REQUEST_NONE;
    }

  /* The community is looked at before the PDU is, as far as it can be read. */
  if ((good || message->community.data != NULL) && !find_principal (self, request))
    {
      self->counters[TARN_SNMP_IN_BAD_COMMUNITY_NAMES]++;
      return REQUEST_NONE;
    }

  if (!good || has_counter64_in_v1 (message))
    {
      self->counters[TARN_SNMP_IN_ASN_PARSE_ERRS]++;
      return REQUEST_NONE;
    }

  return sort_pdu (self);
}

gboolean
tarn_responder_may_write (TarnResponder *self,
                          TarnSpan       name)
{
  return self->who->may_write && (self->who->view == NULL || tarn_view_has (self->who->view, name));
}

gboolean
tarn_responder_was_refused (TarnResponder *self)
{
  return self->refused;
}

guint
tarn_responder_get_work (TarnResponder *self)
{
  return TARN_RESPONDER_WORK - self->work_left;
}

void
tarn_responder_refuse (TarnResponder *self)
{
  self->counters[TARN_SNMP_IN_PKTS]++;
  self->counters[TARN_SNMP_IN_BAD_COMMUNITY_NAMES]++;
}

/* One varbind of a Get or GetNext.  FALSE with what the response says of it. */
static gboolean
answer_row (TarnResponder *self,
            TarnCursor    *cursor,
            TarnSpan       name,
            TarnResponse  *response,
            int           *status)
{
  gboolean exact = self->message.pdu.type == TARN_PDU_GET;
  const TarnRow *row;
  TarnRow exception;
  TarnFound found;

  found = exact ? tarn_responder_get (self, cursor, name, &row)
                : tarn_responder_get_next (self, cursor, name, &row);
  switch (found)
    {
    case TARN_FOUND:
      /* What does not fit is looked up all the same: in v1 a name that is not there
       * goes before tooBig (1157 §4.1.2). */
      tarn_response_put (response, row);
      return TRUE;

    case TARN_ABSENT:
      if (self->message.version == TARN_VERSION_1)
        {
          *status = TARN_STATUS_NO_SUCH_NAME;
          return FALSE;
        }
      exception = tarn_responder_exception (name,
                                            exact ? tarn_responder_classify (self, cursor, name)
                                                  : TARN_KIND_END_OF_MIB_VIEW);
      tarn_response_put (response, &exception);
      return TRUE;

    case TARN_FAILED:
    default:
      *status = TARN_STATUS_GEN_ERR;
      return FALSE;
    }
}

static TarnSpan
answer_rows (TarnResponder *self,
             guint8        *buffer)
{
  const TarnMessage *message = &self->message;
  TarnResponse response;
  TarnCursor cursor;
  int status = TARN_STATUS_NO_ERROR;
  guint i;

  if (!tarn_response_begin (&response, self, status, 0, buffer))
    return tarn_responder_reply_too_big (self, buffer);

  cursor = self->nowhere;
  for (i = 0; i < message->n_rows; i++)
    if (!answer_row (self, &cursor, message->rows[i].name, &response, &status))
      break;
  tarn_cursor_clear (&cursor);

  if (status != TARN_STATUS_NO_ERROR)
    return tarn_responder_reply_request (self, status, (int) i + 1, buffer);

  if (response.overflow)
    return tarn_responder_reply_too_big (self, buffer);

  self->counters[TARN_SNMP_IN_TOTAL_REQ_VARS] += response.n_values;
  return tarn_response_finish (&response, self);
}

gboolean
tarn_responder_begin_read (TarnResponder  *self,
                           GError        **error)
{
  if (self->reading)
    return TRUE;
  if (self->motion != NULL && !tarn_motion_begin (self->motion, error))
    return FALSE;

  self->reading = tarn_store_begin_read (self->store, error);
  if (self->reading)
    tarn_cursor_init (&self->nowhere, self->store);
  return self->reading;
}

void
tarn_responder_end_batch (TarnResponder *self)
{
  if (self->looking)
    tarn_cursor_clear (&self->look);
  if (self->reading)
    tarn_store_end_read (self->store);
  if (self->motion != NULL)
    tarn_motion_end (self->motion);

  self->looking = self->reading = FALSE;
}

/* Get, GetNext and GetBulk.  FALSE: the store is busy. */
static gboolean
read_store (TarnResponder *self,
            guint8        *buffer,
            TarnSpan      *response)
{
  g_autoptr(GError) error = NULL;

  if (tarn_responder_begin_read (self, &error))
    {
      *response = self->message.pdu.type == TARN_PDU_GET_BULK
                  ? tarn_responder_get_bulk (self, buffer)
                  : answer_rows (self, buffer);
      return TRUE;
    }

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    return FALSE;

  *response = tarn_responder_reply_request (self, TARN_STATUS_GEN_ERR,
                                            self->message.n_rows > 0 ? 1 : 0, buffer);
  tarn_responder_keep_error (self, g_steal_pointer (&error));
  return TRUE;
}

gboolean
tarn_responder_respond (TarnResponder      *self,
                        const TarnIncoming *request,
                        guint8             *buffer,
                        TarnSpan           *response)
{
  guint32 counters[TARN_SNMP_GROUP_N];
  gboolean done = TRUE;

  memcpy (counters, self->counters, sizeof counters);
  *response = tarn_span (NULL, 0);
  self->now_us = request->now_us;
  self->max_repetitions = request->max_repetitions;
  self->refused = FALSE;
  self->work_left = TARN_RESPONDER_WORK;

  switch (accept_request (self, request))
    {
    case REQUEST_READ:
      done = tarn_responder_end_left (self) && read_store (self, buffer, response);
      break;

    case REQUEST_WRITE:
      tarn_responder_end_batch (self);   /* nobody can commit while it is open */
      done = tarn_responder_end_left (self) && tarn_responder_set (self, buffer, response);
      break;

    case REQUEST_NONE:
    default:
      break;
    }

  if (!done)
    memcpy (self->counters, counters, sizeof counters);

  return done;
}

/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What agents said in packets that somebody saved.  A Response counts if it comes from
 * port 161, or if it answers a request that is in the file too; one that tells an error
 * repeats the request and says nothing of the device, as does the answer to a SET.
 *
 * A store is of one device.  Where several answered, the file is refused unless the user
 * says which is meant; it is read to its end all the same, so that they can be named.
 */
#include "base/tarn-address.h"
#include "base/tarn-error.h"
#include "ops/tarn-import-sink.h"
#include "ops/tarn-import-source.h"
#include "ops/tarn-pcap-agents.h"
#include "ops/tarn-pcap-ip.h"
#include "wire/tarn-message.h"

/* What is not taken, and no loss; told at the end. */
typedef enum
{
  PASSED_ERROR,
  PASSED_SET,
  PASSED_COPY,
  PASSED_NOTHING,
  PASSED_VERSION_3,
  PASSED_FRAGMENT,
  PASSED_LINK,
  N_PASSED,
} Passed;

typedef struct
{
  TarnImportSink *sink;
  TarnPcapFile    file;
  TarnFragments  *fragments;
  TarnPcapAgents  agents;
  TarnMessage     message;
  guint64         number;              /* of the packet that is looked at   */
  guint64         n_passed[N_PASSED];
} Reading;

static gboolean
complain (Reading                 *self,
          guint64                  number,
          const TarnPcapEndpoint  *from,
          const char              *reason,
          GError                 **error)
{
  g_autofree char *text = NULL;

  if (!tarn_pcap_agents_concern (&self->agents, from))
    return TRUE;

  text = tarn_pcap_endpoint_to_string (from);
  return tarn_import_sink_leave (self->sink, number, tarn_span (text, strlen (text)),
                                 TARN_LEAVE_REFUSED, reason, error);
}

static gboolean
take_row (Reading        *self,
          const TarnRow  *row,
          GError        **error)
{
  char name[TARN_NAME_MAX_TEXT];

  return tarn_import_sink_take (self->sink, self->number,
                                tarn_span (name, tarn_name_to_text (row->name, name)), row,
                                TARN_TAKE_CLEAN, NULL, error);
}

static gboolean
take_response (Reading                 *self,
               const TarnPcapDatagram  *datagram,
               GError                 **error)
{
  TarnPcapAgent *agent = tarn_pcap_agents_find (&self->agents, &datagram->from);
  gboolean is_taken;

  if (self->message.pdu.error_status != TARN_STATUS_NO_ERROR)
    {
      self->n_passed[PASSED_ERROR]++;
      return TRUE;
    }

  tarn_pcap_agent_note_community (agent, self->message.community);
  is_taken = tarn_pcap_agents_is_taken (&self->agents, agent);
  for (guint i = 0; i < self->message.n_rows; i++)
    {
      const TarnRow *row = &self->message.rows[i];

      if (tarn_row_is_exception (row))
        {
          self->n_passed[PASSED_NOTHING]++;
          continue;
        }

      if (row->name.len == 0)
        {
          if (!complain (self, self->number, &datagram->from,
                         "one of its OIDs is longer than any can be", error))
            return FALSE;
          continue;
        }

      agent->n_varbinds++;
      if (is_taken && !take_row (self, row, error))
        return FALSE;
    }

  return TRUE;
}

/* A message of version 3 as far as its number tells. */
static gboolean
is_version_3 (TarnSpan payload)
{
  TarnBerReader reader;

  tarn_ber_reader_init (&reader, payload, TARN_PROFILE_LENIENT);
  tarn_ber_enter (&reader, 0x30);
  return tarn_ber_read_int32 (&reader) == 3 && reader.error == TARN_BER_OK;
}

static gboolean
refuse_message (Reading                 *self,
                const TarnPcapDatagram  *datagram,
                GError                 **error)
{
  g_autofree char *reason = NULL;

  if (is_version_3 (datagram->payload))
    {
      self->n_passed[PASSED_VERSION_3]++;
      return TRUE;
    }

  reason = g_strdup_printf ("no message of SNMP: %s, at octet %" G_GSIZE_FORMAT,
                            tarn_ber_error_to_string (self->message.error),
                            self->message.error_at);
  return complain (self, self->number, &datagram->from, reason, error);
}

static gboolean
read_message (Reading                 *self,
              const TarnPcapDatagram  *datagram,
              GError                 **error)
{
  TarnPcapAnswer answer;

  if (!tarn_message_decode (&self->message, datagram->payload, TARN_PROFILE_LENIENT))
    return datagram->from.port != TARN_PORT_AGENT || refuse_message (self, datagram, error);

  if (self->message.pdu.type != TARN_PDU_RESPONSE)
    {
      tarn_pcap_agents_note_request (&self->agents, datagram, &self->message.pdu);
      return TRUE;
    }

  answer = tarn_pcap_agents_note_response (&self->agents, datagram, &self->message.pdu);
  switch (answer)
    {
    case TARN_ANSWER_TO_READING:
      return take_response (self, datagram, error);

    case TARN_ANSWER_UNASKED:
      return datagram->from.port != TARN_PORT_AGENT || take_response (self, datagram, error);

    case TARN_ANSWER_TO_SET:
      self->n_passed[PASSED_SET]++;
      return TRUE;

    case TARN_ANSWER_COPY:
      self->n_passed[PASSED_COPY]++;
      return TRUE;

    case TARN_ANSWER_OF_MANAGER:
    default:
      return TRUE;
    }
}

/* Fragments of other protocols look the same as long as the first one is missing. */
static gboolean
tell_lost (Reading   *self,
           gboolean   at_end,
           GError   **error)
{
  TarnPcapEndpoint from;
  guint64 number;

  while (tarn_fragments_next_lost (self->fragments, at_end, &from, &number))
    {
      if (from.port == 0)
        self->n_passed[PASSED_FRAGMENT]++;
      else if (from.port == TARN_PORT_AGENT
               && !complain (self, number, &from, "the other fragments of it are not in the file",
                             error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_packet (Reading           *self,
             const TarnPacket  *packet,
             GError           **error)
{
  g_autofree char *reason = NULL;
  TarnPcapDatagram datagram;

  self->number = packet->number;
  switch (tarn_frame_parse (packet, self->fragments, &datagram))
    {
    case TARN_FRAME_DATAGRAM:
      return tell_lost (self, FALSE, error) && read_message (self, &datagram, error);

    case TARN_FRAME_CUT:
      if (datagram.from.port != TARN_PORT_AGENT)
        {
          self->n_passed[PASSED_FRAGMENT] += datagram.from.port == 0;
          return TRUE;
        }
      reason = g_strdup_printf ("only %" G_GSIZE_FORMAT " of its %" G_GSIZE_FORMAT " octets were "
                                "captured; tcpdump -s 0 captures all", datagram.payload.len,
                                datagram.full_len);
      return complain (self, packet->number, &datagram.from, reason, error);

    case TARN_FRAME_FRAGMENT:
      return tell_lost (self, FALSE, error);

    case TARN_FRAME_UNKNOWN_LINK:
      self->n_passed[PASSED_LINK]++;
      return TRUE;

    case TARN_FRAME_OTHER:
    default:
      return TRUE;
    }
}

/* ", answers that tell errors (3)"; empty if nothing was passed over. */
static char *
list_passed (const Reading *self)
{
  static const char *what[] = {
    [PASSED_ERROR] = "answers that tell errors",
    [PASSED_SET] = "answers to SET",
    [PASSED_COPY] = "copies of answers",
    [PASSED_NOTHING] = "names of which the agent said that there is nothing",
    [PASSED_VERSION_3] = "messages of SNMPv3, which is not read yet",
    [PASSED_FRAGMENT] = "fragments without a beginning",
    [PASSED_LINK] = "packets of a link layer that is not read",
  };
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < N_PASSED; i++)
    if (self->n_passed[i] > 0)
      g_string_append_printf (list, ", %s (%" G_GUINT64_FORMAT ")", what[i], self->n_passed[i]);

  return g_string_free (list, FALSE);
}

static gboolean
set_nothing_error (const Reading  *self,
                   GError        **error)
{
  g_autofree char *passed = list_passed (self);

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               "there is no answer of an SNMP agent with a value in it, but packets (%"
               G_GUINT64_FORMAT ")%s", self->file.n_packets, passed);
  return FALSE;
}

static gboolean
remark (Reading     *self,
        const char  *reason,
        const char  *text,
        GError     **error)
{
  return tarn_import_sink_leave (self->sink, 0, tarn_span (text, strlen (text)),
                                 TARN_LEAVE_REMARK, reason, error);
}

/* What was passed over, and whose answers were taken or not. */
static gboolean
tell_end (Reading  *self,
          GError  **error)
{
  g_autofree char *passed = list_passed (self);
  g_autofree char *n_packets = g_strdup_printf ("%" G_GUINT64_FORMAT, self->file.n_packets);
  g_autofree char *summary = NULL;

  for (guint i = 0; i < self->agents.list->len; i++)
    {
      const TarnPcapAgent *agent = &g_array_index (self->agents.list, TarnPcapAgent, i);
      g_autofree char *name = tarn_pcap_endpoint_to_string (&agent->endpoint);
      g_autofree char *reason = NULL;

      if (agent->n_varbinds == 0)
        continue;
      reason = g_strdup_printf ("varbinds %s (%" G_GUINT64_FORMAT "%s) of",
                                tarn_pcap_agents_is_taken (&self->agents, agent)
                                ? "taken" : "not taken", agent->n_varbinds,
                                agent->has_communities
                                ? ", for several communities, which may name different trees" : "");
      if (!remark (self, reason, name, error))
        return FALSE;
    }

  if (passed[0] == '\0')
    return TRUE;
  summary = g_strdup_printf ("passed over %s; packets", passed + 2);
  return remark (self, summary, n_packets, error);
}

static gboolean
end (Reading  *self,
     GError  **error)
{
  static const char rest[] = "the rest of the file";

  if (self->file.damage != NULL
      && !tarn_import_sink_leave (self->sink, self->file.n_packets + 1,
                                  tarn_span (rest, sizeof rest - 1), TARN_LEAVE_REFUSED,
                                  self->file.damage, error))
    return FALSE;
  if (!tell_lost (self, TRUE, error))
    return FALSE;

  if (!tarn_pcap_agents_check (&self->agents, error))
    return FALSE;
  if (tarn_pcap_agents_count_taken (&self->agents) == 0)
    return set_nothing_error (self, error);
  return tell_end (self, error);
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  g_autoptr(GError) failure = NULL;
  Reading self = { .sink = sink };
  TarnPacket packet;
  gboolean good;

  tarn_pcap_file_init (&self.file, source);
  self.fragments = tarn_fragments_new ();
  tarn_message_init (&self.message);
  good = tarn_pcap_agents_init (&self.agents, tarn_import_sink_get_device (sink), &failure);

  while (good && tarn_pcap_file_next (&self.file, &packet, &failure))
    good = read_packet (&self, &packet, &failure);
  if (failure == NULL)
    end (&self, &failure);
  tarn_import_source_set_line (source, self.file.n_packets);

  tarn_message_clear (&self.message);
  tarn_pcap_agents_clear (&self.agents);
  tarn_fragments_free (self.fragments);
  tarn_pcap_file_clear (&self.file);

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static guint
guess (TarnSpan head,
       gboolean whole)
{
  return tarn_pcap_file_is_one (head) ? 100 : 0;
}

const TarnImportReader tarn_import_pcap_reader = {
  .format = TARN_IMPORT_PCAP,
  .name = "pcap",
  .refusal = "a capture of packets with the answers of an SNMP agent",
  .guess = guess,
  .read = read_all,
};

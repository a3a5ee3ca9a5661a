/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-listener-private.h"

#include "net/tarn-udp-bind.h"

/* What 20,000 notifications need in a quarter of a second when nobody looks. */
#define SYSTEM_QUEUE_OCTETS (16 * 1024 * 1024)

/* So many a second from one source, unless another rate is set. */
#define USUAL_RATE 25000

static const TarnUdpService service = { "listener", TARN_PORT_NOTIFICATION, 1162 };

G_DEFINE_ENUM_TYPE (TarnListenerCounter, tarn_listener_counter,
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_RECEIVED, "received"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_TOLD, "told"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_ACKNOWLEDGED, "acknowledged"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_DUPLICATES, "duplicates"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_FILTERED, "filtered"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_SUPPRESSED, "suppressed"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_UNREADABLE, "unreadable"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_REFUSED, "refused"),
  G_DEFINE_ENUM_VALUE (TARN_LISTENER_LOST, "lost"))

/**
 * TarnListener:
 *
 * Receives notifications.
 */
G_DEFINE_FINAL_TYPE (TarnListener, tarn_listener, G_TYPE_OBJECT)

guint tarn_listener_signals[TARN_LISTENER_N_SIGNALS];

static void
handler_free (gpointer data)
{
  TarnListenerHandler *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_clear_pointer (&self->filter, tarn_notification_filter_unref);
  g_free (self);
}

static void
socket_free (gpointer data)
{
  TarnListenerSocket *self = data;

  tarn_listener_clear_source (&self->source);
  self->transport->klass->close (self->transport);
  g_free (self);
}

static void
tarn_listener_dispose (GObject *object)
{
  TarnListener *self = TARN_LISTENER (object);

  tarn_listener_stop (self);
  for (guint i = 0; i < self->handlers->len; i++)
    ((TarnListenerHandler *) self->handlers->pdata[i])->removed = TRUE;
  if (!self->telling)
    tarn_listener_sweep_handlers (self);

  G_OBJECT_CLASS (tarn_listener_parent_class)->dispose (object);
}

static void
tarn_listener_finalize (GObject *object)
{
  TarnListener *self = TARN_LISTENER (object);

  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->handlers, g_ptr_array_unref);
  g_clear_pointer (&self->filter, tarn_notification_filter_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->buffer, g_free);
  tarn_inbox_clear (&self->inbox);

  G_OBJECT_CLASS (tarn_listener_parent_class)->finalize (object);
}

static void
tarn_listener_class_init (TarnListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_listener_dispose;
  object_class->finalize = tarn_listener_finalize;

  /**
   * TarnListener::received:
   * @self: the listener
   * @notification: what was received
   *
   * A notification came that tarn_listener_set_filter() wants.
   */
  tarn_listener_signals[TARN_LISTENER_SIGNAL_RECEIVED] = g_signal_new ("received", TARN_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1,
                                    TARN_TYPE_NOTIFICATION | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * TarnListener::settling:
   * @self: the listener
   *
   * The informs that were told since the last time are about to be acknowledged.  Who keeps
   * notifications makes sure now that they are safe.
   *
   * Returns: %TRUE if they are not: none of these informs is acknowledged, and when one comes
   *   again it is told again
   */
  tarn_listener_signals[TARN_LISTENER_SIGNAL_SETTLING] = g_signal_new ("settling", TARN_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0,
                                    g_signal_accumulator_true_handled, NULL, NULL,
                                    G_TYPE_BOOLEAN, 0);

  /**
   * TarnListener::note:
   * @self: the listener
   * @text: a sentence for a person
   *
   * Something is otherwise than that person may expect: another port is listened on; more came
   * from one source than it may send; the system had no room for what came.
   */
  tarn_listener_signals[TARN_LISTENER_SIGNAL_NOTE] = g_signal_new ("note", TARN_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tarn_listener_init (TarnListener *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->sockets = g_ptr_array_new_with_free_func (socket_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_address_unref);
  self->handlers = g_ptr_array_new_with_free_func (handler_free);
  self->buffer = g_malloc (TARN_MESSAGE_MAX);
  tarn_inbox_init (&self->inbox, USUAL_RATE);
}

/**
 * tarn_listener_new:
 *
 * Returns: (transfer full): a listener that listens nowhere yet
 */
TarnListener *
tarn_listener_new (void)
{
  return g_object_new (TARN_TYPE_LISTENER, NULL);
}

/**
 * tarn_listener_set_filter:
 * @self: a listener
 * @filter: (nullable): what is wanted at all; %NULL is everything
 *
 * What is not wanted is counted, told to nobody, and not acknowledged.
 */
void
tarn_listener_set_filter (TarnListener           *self,
                          TarnNotificationFilter *filter)
{
  g_return_if_fail (TARN_IS_LISTENER (self));

  if (filter != NULL)
    tarn_notification_filter_ref (filter);
  g_clear_pointer (&self->filter, tarn_notification_filter_unref);
  self->filter = filter;
}

/**
 * tarn_listener_set_rate:
 * @self: a listener
 * @rate: datagrams a second from one source; 25,000 unless it is set; 0 is any number
 *
 * Keeps a storm from one source from holding up the others (F-71): what is beyond @rate, and
 * beyond a burst of two seconds' worth, is counted and not looked at, and #TarnListener::note
 * tells of it.
 */
void
tarn_listener_set_rate (TarnListener *self,
                        guint         rate)
{
  g_return_if_fail (TARN_IS_LISTENER (self));

  self->inbox.rate = rate;
}

/**
 * tarn_listener_add:
 * @self: a listener
 * @filter: (nullable): what to tell; %NULL is everything
 * @func: (scope notified) (closure user_data) (destroy destroy): called for each
 *   notification that @filter wants and tarn_listener_set_filter() wants, too
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * Registers a handler for some notifications: those of one sender, or of one kind.  Handlers
 * are called in the order in which they were added, after those of #TarnListener::received.
 *
 * Returns: a number for tarn_listener_remove(), never 0
 */
guint
tarn_listener_add (TarnListener           *self,
                   TarnNotificationFilter *filter,
                   TarnListenerFunc        func,
                   gpointer                user_data,
                   GDestroyNotify          destroy)
{
  TarnListenerHandler *handler;

  g_return_val_if_fail (TARN_IS_LISTENER (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  handler = g_new (TarnListenerHandler, 1);
  *handler = (TarnListenerHandler) {
    .id = ++self->last_id,
    .filter = filter != NULL ? tarn_notification_filter_ref (filter) : NULL,
    .func = func,
    .user_data = user_data,
    .destroy = destroy,
  };
  g_ptr_array_add (self->handlers, handler);
  return handler->id;
}

void
tarn_listener_sweep_handlers (TarnListener *self)
{
  for (guint i = self->handlers->len; i-- > 0;)
    if (((TarnListenerHandler *) self->handlers->pdata[i])->removed)
      g_ptr_array_remove_index (self->handlers, i);
}

/**
 * tarn_listener_remove:
 * @self: a listener
 * @id: what tarn_listener_add() returned
 *
 * The handler is called no more.
 */
void
tarn_listener_remove (TarnListener *self,
                      guint         id)
{
  g_return_if_fail (TARN_IS_LISTENER (self));

  for (guint i = 0; i < self->handlers->len; i++)
    {
      TarnListenerHandler *handler = self->handlers->pdata[i];

      if (handler->id == id)
        handler->removed = TRUE;
    }
  if (!self->telling)
    tarn_listener_sweep_handlers (self);
}

static void
add_transport (TarnListener  *self,
               TarnTransport *transport)
{
  TarnListenerSocket *socket = g_new0 (TarnListenerSocket, 1);
  g_autofree char *text = NULL;
  TarnEndpoint local;

  socket->listener = self;
  socket->transport = transport;
  tarn_transport_udp_deepen_queue (transport, SYSTEM_QUEUE_OCTETS);
  tarn_transport_udp_local (transport, &local);
  text = tarn_endpoint_to_string (&local);
  g_ptr_array_add (self->sockets, socket);
  g_ptr_array_add (self->addresses, tarn_address_new (text, TARN_PORT_NOTIFICATION, NULL));
  tarn_listener_watch (socket);
}

/**
 * tarn_listener_listen:
 * @self: a listener
 * @address: (nullable): a numeric address of this computer and a port, 0 for any that is free;
 *   %NULL is loopback (as is "localhost"), both families, port 162
 * @error: return location for an error
 *
 * Begins to receive.  A listener may listen on several addresses.  Acknowledgements leave from
 * the address that an inform was sent to.  Where the system refuses port 162, the listener
 * takes port 1162 and says so with #TarnListener::note.
 *
 * Returns: whether the listener listens; else %TARN_ERROR_INVALID for an @address that cannot
 *   be listened on, or a #GIOErrorEnum such as %G_IO_ERROR_ADDRESS_IN_USE
 */
gboolean
tarn_listener_listen (TarnListener  *self,
                      TarnAddress   *address,
                      GError       **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) transports = NULL;

  g_return_val_if_fail (TARN_IS_LISTENER (self), FALSE);

  transports = tarn_udp_bind (&service, address, NULL, notes, error);
  if (transports == NULL)
    return FALSE;

  for (guint i = 0; i < transports->len; i++)
    add_transport (self, transports->pdata[i]);
  for (guint i = 0; i < notes->len; i++)
    g_signal_emit (self, tarn_listener_signals[TARN_LISTENER_SIGNAL_NOTE], 0, notes->pdata[i]);
  return TRUE;
}

/**
 * tarn_listener_listen_socket:
 * @self: a listener
 * @socket: a socket for datagrams that is bound; the listener keeps a copy
 * @error: return location for an error
 *
 * As tarn_listener_listen(), at a place that another program has opened: systemd, for example,
 * which may open port 162.
 *
 * Returns: whether the listener listens; else %TARN_ERROR_INVALID for a @socket that is none
 *   of the kind, or a #GIOErrorEnum
 */
gboolean
tarn_listener_listen_socket (TarnListener  *self,
                             GSocket       *socket,
                             GError       **error)
{
  TarnTransport *transport;

  g_return_val_if_fail (TARN_IS_LISTENER (self), FALSE);
  g_return_val_if_fail (G_IS_SOCKET (socket), FALSE);

  transport = tarn_transport_udp_adopt (g_socket_get_fd (socket), NULL, error);
  if (transport == NULL)
    return FALSE;

  add_transport (self, transport);
  return TRUE;
}

/**
 * tarn_listener_get_addresses:
 * @self: a listener
 *
 * Returns: (transfer none) (element-type TarnAddress): where it listens, with the real ports
 */
GPtrArray *
tarn_listener_get_addresses (TarnListener *self)
{
  g_return_val_if_fail (TARN_IS_LISTENER (self), NULL);

  return self->addresses;
}

/**
 * tarn_listener_get_counter:
 * @self: a listener
 * @counter: which
 *
 * Returns: what it has counted since it was made
 */
guint64
tarn_listener_get_counter (TarnListener        *self,
                           TarnListenerCounter  counter)
{
  g_return_val_if_fail (TARN_IS_LISTENER (self), 0);
  g_return_val_if_fail ((guint) counter <= TARN_LISTENER_LOST, 0);

  switch ((guint) counter)
    {
    case TARN_LISTENER_DUPLICATES:
      return self->inbox.n_duplicates;
    case TARN_LISTENER_SUPPRESSED:
      return self->inbox.n_suppressed;
    case TARN_LISTENER_UNREADABLE:
      return self->inbox.n_unreadable;
    default:
      return self->counters[counter];
    }
}

/**
 * tarn_listener_stop:
 * @self: a listener
 *
 * Listens no more, and forgets what was received and not told yet; it was not acknowledged
 * either.  Handlers stay.
 */
void
tarn_listener_stop (TarnListener *self)
{
  g_return_if_fail (TARN_IS_LISTENER (self));

  tarn_listener_clear_source (&self->work);
  tarn_listener_clear_source (&self->notes);
  tarn_letters_clear (&self->letters);
  tarn_letters_clear (&self->answers);
  g_ptr_array_set_size (self->sockets, 0);
  g_ptr_array_set_size (self->addresses, 0);
}

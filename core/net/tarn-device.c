/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-device-private.h"

#include "net/tarn-route.h"

/* P-MGR-14 */
#define DEFAULT_TIMEOUT_US G_USEC_PER_SEC
#define DEFAULT_RETRIES    3

/* A mistyped number shall not wait for weeks. */
#define MAX_TIMEOUT_US     (3600 * (gint64) G_USEC_PER_SEC)
#define MAX_RETRIES        100

enum
{
  PROP_0,
  PROP_ADDRESS,
  PROP_VERSION,
  PROP_COMMUNITY,
  PROP_TIMEOUT_US,
  PROP_RETRIES,
  PROP_SOURCE,
  PROP_MAX_WINDOW,
  PROP_ID_BITS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TarnDevice, tarn_device, G_TYPE_OBJECT)

GType
tarn_source_get_type (void)
{
  static const GEnumValue values[] = {
    { TARN_SOURCE_ADDRESS, "TARN_SOURCE_ADDRESS", "address" },
    { TARN_SOURCE_STRICT, "TARN_SOURCE_STRICT", "strict" },
    { TARN_SOURCE_ANY, "TARN_SOURCE_ANY", "any" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("TarnSource", values));

  return type;
}

static void
tarn_device_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TarnDevice *self = TARN_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_boxed (value, self->address);
      break;
    case PROP_VERSION:
      g_value_set_int (value, self->version);
      break;
    case PROP_COMMUNITY:
      g_value_set_boxed (value, self->community);
      break;
    case PROP_TIMEOUT_US:
      g_value_set_int64 (value, self->timeout_us);
      break;
    case PROP_RETRIES:
      g_value_set_uint (value, self->retries);
      break;
    case PROP_SOURCE:
      g_value_set_enum (value, self->source);
      break;
    case PROP_MAX_WINDOW:
      g_value_set_uint (value, tarn_device_get_max_window (self));
      break;
    case PROP_ID_BITS:
      g_value_set_uint (value, tarn_device_get_id_bits (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tarn_device_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  TarnDevice *self = TARN_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      self->address = g_value_dup_boxed (value);
      break;
    case PROP_VERSION:
      tarn_device_set_version (self, (TarnVersion) g_value_get_int (value));
      break;
    case PROP_COMMUNITY:
      tarn_device_set_community (self, g_value_get_boxed (value));
      break;
    case PROP_TIMEOUT_US:
      tarn_device_set_timeout_us (self, g_value_get_int64 (value));
      break;
    case PROP_RETRIES:
      tarn_device_set_retries (self, g_value_get_uint (value));
      break;
    case PROP_SOURCE:
      tarn_device_set_source (self, g_value_get_enum (value));
      break;
    case PROP_MAX_WINDOW:
      tarn_device_set_max_window (self, g_value_get_uint (value));
      break;
    case PROP_ID_BITS:
      tarn_device_set_id_bits (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tarn_device_finalize (GObject *object)
{
  TarnDevice *self = TARN_DEVICE (object);

  while (self->routes != NULL)
    tarn_route_free (self->routes);
  g_clear_pointer (&self->address, tarn_address_unref);
  g_clear_pointer (&self->community, g_bytes_unref);

  G_OBJECT_CLASS (tarn_device_parent_class)->finalize (object);
}

static void
tarn_device_class_init (TarnDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tarn_device_get_property;
  object_class->set_property = tarn_device_set_property;
  object_class->finalize = tarn_device_finalize;

  /**
   * TarnDevice:address:
   *
   * Where the agent is.
   */
  properties[PROP_ADDRESS] =
    g_param_spec_boxed ("address", NULL, NULL, TARN_TYPE_ADDRESS,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * TarnDevice:version:
   *
   * A #TarnVersion: the version of the messages.
   */
  properties[PROP_VERSION] =
    g_param_spec_int ("version", NULL, NULL, TARN_VERSION_1, TARN_VERSION_2C,
                      TARN_VERSION_2C, flags);
  /**
   * TarnDevice:community:
   *
   * The community: any octets, compared as such (P-MSG-03).
   */
  properties[PROP_COMMUNITY] =
    g_param_spec_boxed ("community", NULL, NULL, G_TYPE_BYTES, flags);
  /**
   * TarnDevice:timeout-us:
   *
   * How long the first try waits for its answer, in microseconds; each further one
   * waits twice as long, at most 30 s (P-MGR-14).
   */
  properties[PROP_TIMEOUT_US] =
    g_param_spec_int64 ("timeout-us", NULL, NULL, 1, MAX_TIMEOUT_US, DEFAULT_TIMEOUT_US, flags);
  /**
   * TarnDevice:retries:
   *
   * Tries after the first, at least, before a device counts as silent; a SET has only
   * that one (P-SET-10).  Of a device whose round trip is known a try is lost much
   * sooner than #TarnDevice:timeout-us: then there are more of them, until the same
   * time has passed.  None: never more than one.
   */
  properties[PROP_RETRIES] =
    g_param_spec_uint ("retries", NULL, NULL, 0, MAX_RETRIES, DEFAULT_RETRIES, flags);
  /**
   * TarnDevice:source:
   *
   * Whose replies are believed (P-MGR-03).
   */
  properties[PROP_SOURCE] =
    g_param_spec_enum ("source", NULL, NULL, TARN_TYPE_SOURCE, TARN_SOURCE_ADDRESS, flags);
  /**
   * TarnDevice:max-window:
   *
   * At most so many requests under way to it at once; 0: as many as serve it best.
   */
  properties[PROP_MAX_WINDOW] =
    g_param_spec_uint ("max-window", NULL, NULL, 0, TARN_PROFILE_MAX_WINDOW, 0, flags);
  /**
   * TarnDevice:id-bits:
   *
   * Bits of a request-id: 31, or 16 for an agent that cuts it (F-31).
   */
  properties[PROP_ID_BITS] = g_param_spec_uint ("id-bits", NULL, NULL, 16, 31, 31, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tarn_device_init (TarnDevice *self)
{
  self->version = TARN_VERSION_2C;
  self->community = g_bytes_new_static ("public", 6);
  self->timeout_us = DEFAULT_TIMEOUT_US;
  self->retries = DEFAULT_RETRIES;
  self->source = TARN_SOURCE_ADDRESS;
}

/**
 * tarn_device_new:
 * @address: where the agent is
 *
 * Makes a device that speaks SNMPv2c with community "public", a first time-out of
 * one second and three retries.
 *
 * Returns: (transfer full): a new device
 */
TarnDevice *
tarn_device_new (TarnAddress *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  return g_object_new (TARN_TYPE_DEVICE, "address", address, NULL);
}

/**
 * tarn_device_get_address:
 * @self: a device
 *
 * Returns: (transfer none): where the agent is
 */
TarnAddress *
tarn_device_get_address (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), NULL);

  return self->address;
}

/**
 * tarn_device_get_version:
 * @self: a device
 *
 * Returns: the version of the messages
 */
TarnVersion
tarn_device_get_version (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), TARN_VERSION_2C);

  return self->version;
}

/**
 * tarn_device_set_version:
 * @self: a device
 * @version: a version
 *
 * Requests that are under way keep theirs; so with all that can be set here.
 */
void
tarn_device_set_version (TarnDevice  *self,
                         TarnVersion  version)
{
  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (version == TARN_VERSION_1 || version == TARN_VERSION_2C);

  if (self->version == version)
    return;

  self->version = version;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION]);
}

/**
 * tarn_device_get_community:
 * @self: a device
 *
 * Returns: (transfer none): the octets of the community
 */
GBytes *
tarn_device_get_community (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), NULL);

  return self->community;
}

/**
 * tarn_device_set_community:
 * @self: a device
 * @community: any octets, also none
 */
void
tarn_device_set_community (TarnDevice *self,
                           GBytes     *community)
{
  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (community != NULL);

  if (g_bytes_equal (self->community, community))
    return;

  g_bytes_ref (community);
  g_bytes_unref (self->community);
  self->community = community;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMUNITY]);
}

/**
 * tarn_device_get_timeout_us:
 * @self: a device
 *
 * Returns: how long the first try waits, in microseconds
 */
gint64
tarn_device_get_timeout_us (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), 0);

  return self->timeout_us;
}

/**
 * tarn_device_set_timeout_us:
 * @self: a device
 * @timeout_us: how long the first try waits, in microseconds; at most an hour
 */
void
tarn_device_set_timeout_us (TarnDevice *self,
                            gint64      timeout_us)
{
  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (timeout_us > 0 && timeout_us <= MAX_TIMEOUT_US);

  if (self->timeout_us == timeout_us)
    return;

  self->timeout_us = timeout_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMEOUT_US]);
}

/**
 * tarn_device_get_retries:
 * @self: a device
 *
 * Returns: how many tries follow the first one
 */
guint
tarn_device_get_retries (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), 0);

  return self->retries;
}

/**
 * tarn_device_set_retries:
 * @self: a device
 * @retries: how many tries follow the first one; at most 100
 */
void
tarn_device_set_retries (TarnDevice *self,
                         guint       retries)
{
  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (retries <= MAX_RETRIES);

  if (self->retries == retries)
    return;

  self->retries = retries;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRIES]);
}

/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-draw.h"

#include <errno.h>
#include <sys/random.h>

struct _TarnDraw
{
  GHmac *keyed;   /* nothing fed yet: copied for each draw */
};

TarnDraw *
tarn_draw_new (const char *key)
{
  TarnDraw *self = g_new0 (TarnDraw, 1);
  guint8 random[TARN_DRAW_OCTETS];
  gsize done = 0;

  if (key != NULL)
    {
      self->keyed = g_hmac_new (G_CHECKSUM_SHA256, (const guint8 *) key, strlen (key));
      return self;
    }

  while (done < sizeof random)
    {
      gssize n = getrandom (random + done, sizeof random - done, 0);

      if (n < 0 && errno != EINTR)
        g_error ("The kernel gives no random numbers: %s", g_strerror (errno));
      done += n > 0 ? (gsize) n : 0;
    }
  self->keyed = g_hmac_new (G_CHECKSUM_SHA256, random, sizeof random);

  return self;
}

void
tarn_draw_free (TarnDraw *self)
{
  g_hmac_unref (self->keyed);
  g_free (self);
}

void
tarn_draw_take (TarnDraw   *self,
                const char *label,
                TarnSpan    subject,
                guint       number,
                guint8     *out)
{
  g_autoptr(GHmac) hmac = g_hmac_copy (self->keyed);
  guint8 number_octets[4] = { number >> 24, number >> 16, number >> 8, number };
  gsize len = TARN_DRAW_OCTETS;

  /* The final NUL of the label keeps it apart from the subject. */
  g_hmac_update (hmac, (const guint8 *) label, (gssize) strlen (label) + 1);
  g_hmac_update (hmac, number_octets, sizeof number_octets);
  if (subject.len > 0)
    g_hmac_update (hmac, subject.data, (gssize) subject.len);
  g_hmac_get_digest (hmac, out, &len);
}

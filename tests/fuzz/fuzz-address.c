/* Any text as an address: what is accepted is printed, read again, and the same.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "base/tarn-address.h"
#include "base/tarn-error.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnAddress) address = tarn_address_new (text, 161, &error);
  g_autoptr(TarnAddress) again = NULL;
  g_autofree char *printed = NULL;

  if (address == NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      return 0;
    }

  g_assert_no_error (error);
  printed = tarn_address_to_string (address);
  again = tarn_address_new (printed, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_address_get_host (again), ==, tarn_address_get_host (address));
  g_assert_cmpstr (tarn_address_get_zone (again), ==, tarn_address_get_zone (address));
  g_assert_cmpint (tarn_address_get_port (again), ==, tarn_address_get_port (address));
  g_assert_cmpint (tarn_address_get_family (again), ==, tarn_address_get_family (address));
  g_assert_cmpint (tarn_address_is_name (again), ==, tarn_address_is_name (address));

  return 0;
}

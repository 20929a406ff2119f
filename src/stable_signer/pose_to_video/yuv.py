"""Red, green and blue to the brightness and colour differences that video stores."""

from __future__ import annotations

import numpy as np

from stable_signer.pose_to_video.kernel import kernel

# ITU-R BT.709-6, limited range: Y' of 219 steps above 16, C of 224 steps about 128; in units of 2 ** -16
_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_Y_SCALE, _C_SCALE = 65536 * 219 / 255, 65536 * 112 / 255
YR, YG, YB = round(_KR * _Y_SCALE), round(_KG * _Y_SCALE), round(_KB * _Y_SCALE)
UR, UG = round(-_KR / (1 - _KB) * _C_SCALE), round(-_KG / (1 - _KB) * _C_SCALE)
VG, VB = round(-_KG / (1 - _KR) * _C_SCALE), round(-_KB / (1 - _KR) * _C_SCALE)
UB, VR = -UR - UG, -VG - VB  # so that grey has no colour
HALF = 1 << 15


@kernel
def to_yuv420(rgb: np.ndarray, y: np.ndarray, u: np.ndarray, v: np.ndarray) -> None:
    """Fill the planes of 4:2:0 video, all uint8.

    ``rgb`` (h w 3), even sides; ``y`` (h w); ``u`` and ``v`` (h/2 w/2): means of blocks of 2 x 2. Rows of the planes
    may be longer than the picture.
    """
    h, w, _ = rgb.shape
    for i in range(0, h, 2):
        for j in range(0, w, 2):
            red, green, blue = 0, 0, 0
            for k in range(2):
                for m in range(2):
                    r, g, b = int(rgb[i + k, j + m, 0]), int(rgb[i + k, j + m, 1]), int(rgb[i + k, j + m, 2])
                    y[i + k, j + m] = (YR * r + YG * g + YB * b + HALF + (16 << 16)) >> 16
                    red, green, blue = red + r, green + g, blue + b
            u[i // 2, j // 2] = (UR * red + UG * green + UB * blue + 4 * HALF + (128 << 18)) >> 18
            v[i // 2, j // 2] = (VR * red + VG * green + VB * blue + 4 * HALF + (128 << 18)) >> 18

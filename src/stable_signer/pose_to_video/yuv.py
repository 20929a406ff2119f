"""Red, green and blue to the brightness and colour differences that video stores."""

from __future__ import annotations

import numpy as np

from stable_signer.pose_to_video.kernel import kernel

Int = np.int32  # half as wide as Python's: twice as many at once
# ITU-R BT.709-6, limited range: Y' of 219 steps above 16, C of 224 steps about 128; in units of 2 ** -16
_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_Y, _C = 65536 * 219 / 255, 65536 * 112 / 255
YR, YG, YB = Int(round(_KR * _Y)), Int(round(_KG * _Y)), Int(round(_KB * _Y))
UR, UG = Int(round(-_KR / (1 - _KB) * _C)), Int(round(-_KG / (1 - _KB) * _C))
VG, VB = Int(round(-_KG / (1 - _KR) * _C)), Int(round(-_KB / (1 - _KR) * _C))
UB, VR = Int(-UR - UG), Int(-VG - VB)  # so that grey has no colour
Y_ZERO, Y_SHIFT = Int((16 << 16) + (1 << 15)), Int(16)
C_ZERO, C_SHIFT = Int((128 << 18) + (1 << 17)), Int(18)


@kernel
def to_yuv420(rgb: np.ndarray, y: np.ndarray, u: np.ndarray, v: np.ndarray) -> None:
    """Fill the planes of 4:2:0 video, all uint8.

    ``rgb`` (h w 3), even sides; ``y`` (h w); ``u`` and ``v`` (h/2 w/2): of the means of blocks of 2 x 2. The rows of
    the planes may be longer than the picture's.
    """
    h, w, _ = rgb.shape
    for i in range(h):
        row, y_row = rgb[i], y[i]
        for j in range(w):
            y_row[j] = (YR * Int(row[j, 0]) + YG * Int(row[j, 1]) + YB * Int(row[j, 2]) + Y_ZERO) >> Y_SHIFT
    for i in range(h // 2):
        top, low, u_row, v_row = rgb[2 * i], rgb[2 * i + 1], u[i], v[i]
        for j in range(w // 2):
            k = 2 * j
            red = Int(top[k, 0]) + Int(top[k + 1, 0]) + Int(low[k, 0]) + Int(low[k + 1, 0])
            green = Int(top[k, 1]) + Int(top[k + 1, 1]) + Int(low[k, 1]) + Int(low[k + 1, 1])
            blue = Int(top[k, 2]) + Int(top[k + 1, 2]) + Int(low[k, 2]) + Int(low[k + 1, 2])
            u_row[j] = (UR * red + UG * green + UB * blue + C_ZERO) >> C_SHIFT
            v_row[j] = (VR * red + VG * green + VB * blue + C_ZERO) >> C_SHIFT

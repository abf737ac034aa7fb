"""What a person would write instead of using Guise: YuNet at 640 px, a Gaussian blur, imwrite.

usage: opencv-script.py <yunet.onnx> <folder> <out>
"""
import os
import sys

import cv2

model, folder, out = sys.argv[1:4]
os.makedirs(out, exist_ok=True)
detector = cv2.FaceDetectorYN.create(model, "", (640, 640), 0.6)
faces = 0
for name in sorted(os.listdir(folder)):
    image = cv2.imread(os.path.join(folder, name))
    if image is None:
        continue
    height, width = image.shape[:2]
    scale = 640 / max(height, width)
    small = cv2.resize(image, (round(width * scale), round(height * scale)))
    detector.setInputSize((small.shape[1], small.shape[0]))
    _, found = detector.detect(small)
    for face in found if found is not None else []:
        x, y, w, h = (max(0, int(value / scale)) for value in face[:4])
        part = image[y : y + h, x : x + w]
        if part.size:
            size = max(3, w // 2 | 1)
            image[y : y + h, x : x + w] = cv2.GaussianBlur(part, (size, size), 0)
            faces += 1
    cv2.imwrite(os.path.join(out, name), image)
print(faces)

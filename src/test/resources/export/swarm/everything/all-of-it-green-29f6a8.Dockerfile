# Puts the model of All-of-it/Green where its server looks for it; the build context is the model’s folder.
FROM green:2
COPY [".", "/models/here/"]

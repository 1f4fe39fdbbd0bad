# Puts the model of All-of-it/purple where its server looks for it; the build context is the model’s folder.
ARG SERVER
FROM ${SERVER}
COPY [".", "/mnt/models/"]
